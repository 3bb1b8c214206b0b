using CsCheck;

namespace Messaging.Local.Tests;

/// <summary>R3 of FIFO queues: groups come in the order in which their first messages became visible.</summary>
public sealed class ReadyGroupsTests
{
    private const int Groups = 6;

    [Fact]
    public void The_first_group_is_the_one_that_has_been_ready_for_longest() =>
        Gen.Select(Gen.Int[0, Groups - 1], Gen.Int[-1, 60]).Array[0, 60].Sample(steps =>
        {
            var ready = new ReadyGroups();
            var groups = Enumerable.Range(0, Groups).Select(at => new FifoGroup($"group-{at}")).ToArray();
            var expected = new SortedDictionary<long, FifoGroup>();
            foreach (var (which, since) in steps)
            {
                var group = groups[which];
                if (since < 0)
                {
                    ready.Remove(group);
                    expected.Remove(expected.FirstOrDefault(entry => entry.Value == group, new(-1, group)).Key);
                }
                else if (!expected.TryGetValue(since, out var other) || other == group)
                {
                    ready.Set(group, since);
                    expected.Remove(expected.FirstOrDefault(entry => entry.Value == group, new(-1, group)).Key);
                    expected[since] = group;
                }

                Assert.Same(expected.Values.FirstOrDefault(), ready.First);
            }
        }, iter: 2000);
}
