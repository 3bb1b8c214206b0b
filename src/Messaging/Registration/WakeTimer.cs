namespace Messaging;

/// <summary>The one timer of a shell. It is moved only when it would ring too late.</summary>
internal sealed class WakeTimer : IDisposable
{
    private readonly MonotonicClock _clock;
    private readonly ITimer _timer;
    private TimeSpan? _armedFor;

    public WakeTimer(MonotonicClock clock, Action wake)
    {
        _clock = clock;
        _timer = clock.TimeProvider.CreateTimer(
            _ => wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Says when the shell wants to be woken. Called under the shell's lock.</summary>
    public void Arm(TimeSpan? wakeAt)
    {
        if (wakeAt is not { } at || _armedFor <= at)
        {
            return;
        }

        _armedFor = at;
        var delay = at - _clock.Now;
        // Timers count whole milliseconds: rounding up spares a second ring.
        _timer.Change(
            delay <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds)),
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Says that the timer rang. Called under the shell's lock.</summary>
    public void Rang() => _armedFor = null;

    public void Dispose() => _timer.Dispose();
}
