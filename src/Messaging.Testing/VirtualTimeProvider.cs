namespace Messaging.Testing;

/// <summary>A clock that stands still until it is told to move, with timers that ring in the order in which they are due.</summary>
/// <remarks>
/// Callbacks of timers run on the thread that moves the clock, one after the other, each at the very time it is due;
/// those of timers that are set to ring at once run on the thread pool.
/// Tests that use a <see cref="MessagingHarness"/> move it by <see cref="MessagingHarness.AdvanceAsync"/>.
/// It is safe to use from many threads.
/// </remarks>
public sealed class VirtualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly HashSet<VirtualTimer> _armed = [];
    private DateTimeOffset _now;
    private long _order;
    private int _ringing;

    /// <summary>Makes a clock.</summary>
    /// <param name="start">The time it shows; null for the first second of the year 2030, UTC.</param>
    public VirtualTimeProvider(DateTimeOffset? start = null) =>
        _now = (start ?? new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)).ToUniversalTime();

    /// <inheritdoc/>
    /// <value>UTC, so that tests do not depend on the machine they run on.</value>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Gets when the next timer is due, or null when none is set.</summary>
    internal DateTimeOffset? NextDue
    {
        get
        {
            lock (_lock)
            {
                return _armed.Count == 0 ? null : _armed.Min(timer => timer.Due);
            }
        }
    }

    /// <summary>Gets whether a timer rings now, or is about to.</summary>
    internal bool IsRinging
    {
        get
        {
            lock (_lock)
            {
                return _ringing > 0 || _armed.Any(timer => timer.Due <= _now);
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, ExecutionContext.Capture(), callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock and rings what becomes due, but does not wait for what the timers set off.</summary>
    /// <param name="time">How far.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + time);
    }

    internal void AdvanceTo(DateTimeOffset target)
    {
        while (TakeDue(target) is { } timer)
        {
            try
            {
                timer.Ring();
            }
            finally
            {
                lock (_lock)
                {
                    _ringing--;
                }
            }
        }
    }

    /// <summary>Says whether what runs for a message has set a timer, and so may be waiting for the clock.</summary>
    internal bool IsAwaitedBy(MessageContext owner)
    {
        lock (_lock)
        {
            return _armed.Any(timer => timer.IsAwaitedBy(owner));
        }
    }

    /// <summary>Says whether what runs for a message may be waiting for the clock, or for the answer to a publish that may.</summary>
    internal bool HoldsUp(MessageContext message) => message.IsPublishing || IsAwaitedBy(message);

    internal bool Set(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            if (timer.IsDisposed)
            {
                return false;
            }

            timer.Period = period;
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                _armed.Remove(timer);
                return true;
            }

            (timer.Due, timer.Order) = (_now + dueTime, _order++);
            _armed.Add(timer);
        }

        if (dueTime == TimeSpan.Zero)
        {
            // Due at once, though the clock stands still. Not here: whoever sets a timer may hold a lock.
            ThreadPool.UnsafeQueueUserWorkItem(static time => time.AdvanceTo(time.GetUtcNow()), this, preferLocal: false);
        }

        return true;
    }

    internal void Remove(VirtualTimer timer)
    {
        lock (_lock)
        {
            timer.IsDisposed = true;
            _armed.Remove(timer);
        }
    }

    /// <summary>Moves the clock to the next timer that is due until then, or else to the target.</summary>
    private VirtualTimer? TakeDue(DateTimeOffset target)
    {
        lock (_lock)
        {
            var timer = _armed.OrderBy(timer => timer.Due).ThenBy(timer => timer.Order).FirstOrDefault();
            if (timer is null || timer.Due > target)
            {
                _now = target > _now ? target : _now;
                return null;
            }

            _now = timer.Due > _now ? timer.Due : _now;
            if (timer.Period > TimeSpan.Zero)
            {
                (timer.Due, timer.Order) = (_now + timer.Period, _order++);
            }
            else
            {
                _armed.Remove(timer);
            }

            _ringing++;
            return timer;
        }
    }
}
