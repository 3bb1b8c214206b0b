using Microsoft.Extensions.Time.Testing;

namespace Messaging.Local.Tests;

public sealed class IdleTests
{
    [Fact]
    public async Task A_queue_with_hidden_and_delayed_messages_sets_no_timer_while_nobody_waits()
    {
        var time = new TimerCounter();
        using var broker = new LocalBroker(LocalBrokerOptions.Exact(), time);
        var region = broker.RegionOf(broker.Region);
        var queue = CreateQueue(region);

        region.Messages.Send(queue, new SendRequest(new MessageContent("received")));
        region.Messages.Send(queue, new SendRequest(new MessageContent("delayed")) { DelaySeconds = 5 });
        Assert.Single(await region.Messages.ReceiveAsync(queue, new ReceiveRequest(), CancellationToken.None));

        Assert.Equal(0, time.Running);
    }

    [Fact]
    public async Task The_timer_of_a_long_poll_stops_when_the_poll_is_answered()
    {
        var time = new TimerCounter();
        using var broker = new LocalBroker(LocalBrokerOptions.Exact(), time);
        var region = broker.RegionOf(broker.Region);
        var queue = CreateQueue(region);

        var waiting = region.Messages.ReceiveAsync(
            queue, new ReceiveRequest { WaitSeconds = 20 }, CancellationToken.None);
        Assert.Equal(1, time.Running);
        region.Messages.Send(queue, new SendRequest(new MessageContent("body")));

        Assert.Single(await waiting);
        Assert.Equal(0, time.Running);
    }

    private static string CreateQueue(Region region) =>
        region.Queues.Create("orders", new Dictionary<string, string>(), new Dictionary<string, string>());

    /// <summary>Fake time that knows how many timers are set to ring.</summary>
    private sealed class TimerCounter : FakeTimeProvider
    {
        private readonly HashSet<CountedTimer> _set = [];

        public int Running => _set.Count;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new CountedTimer(base.CreateTimer(callback, state, dueTime, period), _set);
            timer.Note(dueTime);
            return timer;
        }
    }

    private sealed class CountedTimer(ITimer inner, HashSet<CountedTimer> set) : ITimer
    {
        public void Note(TimeSpan dueTime) =>
            _ = dueTime == Timeout.InfiniteTimeSpan ? set.Remove(this) : set.Add(this);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Note(dueTime);
            return inner.Change(dueTime, period);
        }

        public void Dispose()
        {
            set.Remove(this);
            inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            set.Remove(this);
            return inner.DisposeAsync();
        }
    }
}
