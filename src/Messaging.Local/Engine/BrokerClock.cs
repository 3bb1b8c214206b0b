namespace Messaging.Local;

/// <summary>The time of a broker: that of its provider, and by how much it was told to jump. Timers go on as they are.</summary>
internal sealed class BrokerClock(TimeProvider time) : TimeProvider
{
    private long _jumped;

    /// <summary>Gets how far this clock is ahead of the provider's.</summary>
    public TimeSpan Jumped => new(Volatile.Read(ref _jumped));

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Jumped;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);

    /// <exception cref="ArgumentOutOfRangeException">The clock would leave the years that it can show.</exception>
    public void Jump(TimeSpan by)
    {
        _ = (GetUtcNow() + by).AddYears(by < TimeSpan.Zero ? -1 : 1);
        Interlocked.Add(ref _jumped, by.Ticks);
    }

    public void Reset() => Interlocked.Exchange(ref _jumped, 0);
}
