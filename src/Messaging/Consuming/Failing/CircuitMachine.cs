namespace Messaging;

/// <summary>Notices that everything fails, and then lets one message at a time try whether things go better.</summary>
/// <remarks>
/// It opens when so many different messages have failed in a row, and closes when a try succeeds. Meanwhile failures say
/// nothing about the messages: they are parked and not counted, up to a limit and for a time, beyond which they count as usual.
/// </remarks>
internal sealed class CircuitMachine(ConsumerOptions options, Random random)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private Delivery? _try;
    private int _pauses;
    private TimeSpan _nextTryAt;
    private bool _isOff = options.BreakAfter == 0;

    /// <summary>Gets since when everything fails; null while it does not.</summary>
    public TimeSpan? OpenSince { get; private set; }

    public bool IsOpen => OpenSince is not null;

    public TimeSpan? NextWake(TimeSpan now) => IsOpen && _try is null && _nextTryAt > now ? _nextTryAt : null;

    public bool MayStart(TimeSpan now) => !IsOpen || (_try is null && now >= _nextTryAt);

    public void Started(Delivery delivery) => _try = IsOpen ? delivery : null;

    /// <summary>Says whether one more message may be fetched although everything fails: a fresh one is the better try.</summary>
    public bool MayReceive(LaneMachine lanes) => !IsOpen || (lanes.Fresh == 0 && lanes.Parked < options.MaxParked && _try is null);

    /// <summary>Says whether a failed message waits here, uncounted, for better times.</summary>
    public bool MayPark(Delivery delivery, int parked, TimeSpan now) =>
        now - OpenSince < options.MaxParkTime && parked < options.MaxParked - (delivery.WasParked ? 1 : 0);

    /// <summary>Takes a success. Returns whether it closed the circuit.</summary>
    public bool Succeeded(Delivery delivery)
    {
        _failed.Clear();
        if (!IsOpen || delivery != _try)
        {
            return false;
        }

        (_try, OpenSince, _pauses) = (null, null, 0);
        return true;
    }

    /// <summary>Takes a failure. Returns whether it opened the circuit.</summary>
    public bool Failed(Delivery delivery, TimeSpan now)
    {
        if (_isOff)
        {
            return false;
        }

        if (IsOpen)
        {
            if (delivery == _try)
            {
                _nextTryAt = now + RetryDelays.After(++_pauses, FirstPause, LongestPause, random);
                _try = null;
            }

            return false;
        }

        _failed.Add(delivery.Message.Id);
        if (_failed.Count < options.BreakAfter)
        {
            return false;
        }

        _failed.Clear();
        (OpenSince, _pauses, _nextTryAt) = (now, 1, now + RetryDelays.After(1, FirstPause, LongestPause, random));
        return true;
    }

    /// <summary>Takes an end that says nothing about the state of things: the next message tries at once.</summary>
    public void Ended(Delivery delivery) => _try = delivery == _try ? null : _try;

    /// <summary>Takes no more notice: what is left to do is done whatever happens.</summary>
    public void TurnOff()
    {
        _isOff = true;
        OpenSince = null;
    }
}
