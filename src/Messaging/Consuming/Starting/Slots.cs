namespace Messaging;

/// <summary>Counts the handlers of a consumer that run, within its own limit and one that it may share with others.</summary>
internal sealed class Slots(ConsumerOptions options, SharedSlots.Share? shared = null)
{
    private readonly AdaptiveLimit? _adaptive =
        options.IsAdaptive ? new AdaptiveLimit(options.MinConcurrency, options.MaxConcurrency) : null;

    public int Running { get; private set; }

    /// <summary>Gets how many handlers may run now, if none of another consumer did.</summary>
    public int Max => Math.Min(_adaptive?.Current ?? options.MaxConcurrency, shared?.Max ?? int.MaxValue);

    public int Free => Math.Max(0, Math.Min(Max - Running, shared?.Free ?? int.MaxValue));

    /// <summary>Gets whether a message may wait here for a slot that others have: their share of the limit comes in turn.</summary>
    public bool MayWait => Running < Max;

    public bool TryTake()
    {
        if (Running >= Max || shared?.TryTake() == false)
        {
            return false;
        }

        Running++;
        return true;
    }

    public void Release(TimeSpan duration, bool hasFailed)
    {
        _adaptive?.Ended(duration, hasFailed, Running);
        GiveUp();
    }

    /// <summary>Gives a slot back that nothing could start in.</summary>
    public void GiveUp()
    {
        Running--;
        shared?.Release();
    }

    /// <summary>Passes on what was reserved for this consumer and is not needed now.</summary>
    public void PassOn() => shared?.PassOn();
}
