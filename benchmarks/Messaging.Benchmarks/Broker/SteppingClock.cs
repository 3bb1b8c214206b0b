namespace Messaging.Benchmarks;

/// <summary>A clock that the measurement moves; it counts the timers that were made, set and rung.</summary>
internal sealed class SteppingClock : TimeProvider
{
    private long _ticks = new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    public int Created { get; private set; }

    public int Set { get; private set; }

    public override DateTimeOffset GetUtcNow() => new(_ticks, TimeSpan.Zero);

    public void Advance(TimeSpan time) => _ticks += time.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Created++;
        Note(dueTime);
        return new CountedTimer(this);
    }

    private void Note(TimeSpan dueTime) => Set += dueTime == Timeout.InfiniteTimeSpan ? 0 : 1;

    private sealed class CountedTimer(SteppingClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Note(dueTime);
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
