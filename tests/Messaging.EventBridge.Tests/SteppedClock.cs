namespace Messaging.EventBridge.Tests;

/// <summary>A clock whose timers go off one by one, each when everybody waits for one: the same order at every run.</summary>
internal sealed class SteppedClock(int participants) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Timer, (long At, int Number)> _timers = new();
    private readonly SemaphoreSlim _changed = new(0);
    private long _now;
    private int _numbers;
    private int _waiting;
    private int _busy = participants;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(56).AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(callback, state);
        lock (_lock)
        {
            _timers.Enqueue(timer, (_now + dueTime.Ticks, _numbers++));
            _waiting++;
        }

        _changed.Release();
        return timer;
    }

    /// <summary>Tells that a participant is done and will wait for nothing more.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _busy--;
        }

        _changed.Release();
    }

    /// <summary>Lets timers go off until all participants have left.</summary>
    public async Task RunAsync()
    {
        while (true)
        {
            Timer? next = null;
            lock (_lock)
            {
                if (_busy == 0)
                {
                    return;
                }

                if (_waiting == _busy && _timers.TryDequeue(out next, out var due))
                {
                    _now = Math.Max(_now, due.At);
                    _waiting--;
                }
            }

            if (next is null)
            {
                await _changed.WaitAsync();
            }
            else
            {
                next.Fire();
            }
        }
    }

    private sealed class Timer(TimerCallback callback, object? state) : ITimer
    {
        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("Nobody changes a delay.");

        public void Dispose()
        {
            // A delay disposes its timer after it has gone off.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
