using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Local.Tests;

/// <summary>Fake time that says when a timer is set: other threads set some, and the clock must not move before.</summary>
public sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _set = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>Waits until a timer has been set to go off after this time; one that was set before will do.</summary>
    public async Task UntilSetAsync(TimeSpan dueTime)
    {
        while (await _set.Reader.ReadAsync() != dueTime)
        {
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _set.Writer.TryWrite(dueTime);
        return new WatchedTimer(timer, _set.Writer);
    }

    private sealed class WatchedTimer(ITimer timer, ChannelWriter<TimeSpan> set) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            set.TryWrite(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
