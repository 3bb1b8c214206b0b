namespace Messaging;

/// <summary>Time as the state machines see it: how long since the start, never going back.</summary>
internal sealed class MonotonicClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeProvider TimeProvider { get; } = time;

    public TimeSpan Now => TimeProvider.GetElapsedTime(_start);
}
