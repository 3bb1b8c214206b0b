using System.Runtime.CompilerServices;

namespace Messaging.Local.Tests;

/// <summary>Groups come and go by the hundred thousand; what is kept of them must not grow with that.</summary>
public sealed class FifoShelfTests
{
    private static readonly DateTime Now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly FifoShelf _shelf = new();
    private long _number;

    [Fact]
    public void Of_groups_without_messages_a_few_are_kept_and_all_others_forgotten()
    {
        Show("waiting");

        var left = Enumerable.Range(0, 10_000).Select(at => ComeAndGo($"group-{at}")).ToList();
        GC.Collect();

        Assert.InRange(left.Count(group => group.IsAlive), 0, 5000);
        Assert.Equal("waiting", _shelf.First!.GroupId);
    }

    [Fact]
    public void A_group_that_was_forgotten_begins_again_and_its_messages_stay_in_order()
    {
        for (var at = 0; at < 10_000; at++)
        {
            ComeAndGo($"group-{at}");
        }

        foreach (var group in new[] { "group-0", "group-9999" })
        {
            var first = Show(group);
            var second = Show(group);

            Assert.Same(first, _shelf.First);
            Change(first, MessageState.InFlight);
            Assert.Null(_shelf.First);
            Change(first, MessageState.Gone);
            Assert.Same(second, _shelf.First);
            Change(second, MessageState.Gone);
        }

        Assert.Null(_shelf.First);
    }

    // A method of its own, so that no local variable keeps the group.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference ComeAndGo(string group)
    {
        var message = Show(group);
        Change(message, MessageState.Gone);
        return new WeakReference(message.Group);
    }

    private Message Show(string group)
    {
        var extras = MessageExtras.Of([], null, group, null);
        var message = new Message(Guid.NewGuid(), ++_number, new MessageContent("body", extras), Now);
        message.IsVisibleSince(_number);
        Change(message, MessageState.Visible);
        return message;
    }

    private void Change(Message message, MessageState state)
    {
        var before = message.State;
        message.State = state;
        _shelf.Changed(message, before);
    }
}
