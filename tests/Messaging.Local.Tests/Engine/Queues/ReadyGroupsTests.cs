using System.Runtime.CompilerServices;
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
            var groups = Enumerable.Range(0, Groups).Select(at => new FifoGroup()).ToArray();
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

    [Fact]
    public void Groups_that_leave_before_they_are_first_are_not_kept()
    {
        var ready = new ReadyGroups();
        var first = new FifoGroup();
        ready.Set(first, 1);
        ready.Set(new FifoGroup(), 10_000);

        var left = Enumerable.Range(2, 1000).Select(since => ComeAndGo(ready, since)).ToList();
        GC.Collect();

        Assert.InRange(left.Count(group => group.IsAlive), 0, 100);
        Assert.Same(first, ready.First);
    }

    // A method of its own, so that no local variable keeps the group.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ComeAndGo(ReadyGroups ready, long since)
    {
        var group = new FifoGroup();
        ready.Set(group, since);
        ready.Remove(group);
        return new WeakReference(group);
    }
}
