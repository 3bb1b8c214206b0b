namespace Messaging.Testing;

/// <summary>A timer of a <see cref="VirtualTimeProvider"/>, which guards its state.</summary>
internal sealed class VirtualTimer(
    VirtualTimeProvider time, ExecutionContext? context, TimerCallback callback, object? state)
    : ITimer
{
    // A time limit is no wait: its handler may be busy, and moving the clock would end it.
    private readonly object? _owner = state is CancellationTokenSource ? null : HandledMessage.Cause;

    public DateTimeOffset Due { get; set; }

    public TimeSpan Period { get; set; }

    /// <summary>Gets or sets what decides among timers that are due at the same time.</summary>
    public long Order { get; set; }

    public bool IsDisposed { get; set; }

    /// <summary>Says whether the handler of a message has set the timer in order to wait.</summary>
    public bool IsAwaitedBy(MessageContext message) => HandledMessage.IsCause(_owner, message);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        CheckWait(dueTime, nameof(dueTime));
        CheckWait(period, nameof(period));
        return time.Set(this, dueTime, period);
    }

    public void Ring()
    {
        if (context is null)
        {
            callback(state);
        }
        else
        {
            ExecutionContext.Run(context, static timer => ((VirtualTimer)timer!).Call(), this);
        }
    }

    public void Dispose() => time.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static void CheckWait(TimeSpan wait, string name)
    {
        if (wait != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero, name);
        }
    }

    private void Call() => callback(state);
}
