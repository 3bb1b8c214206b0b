namespace Messaging.Local;

/// <summary>Lets requests wait as long as a fault says, and knows how many do.</summary>
internal sealed class DelayedRequests(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<(long Since, TimeSpan Delay)> _waits = [];

    /// <summary>Gets how many wait. One whose time is over does not, though it may not have noticed yet.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waits.Count(wait => time.GetElapsedTime(wait.Since) < wait.Delay);
            }
        }
    }

    public async Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        // Timers count whole milliseconds.
        var wait = (time.GetTimestamp(), TimeSpan.FromMilliseconds(Math.Floor(delay.TotalMilliseconds)));
        lock (_lock)
        {
            _waits.Add(wait);
        }

        try
        {
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _waits.Remove(wait);
            }
        }
    }
}
