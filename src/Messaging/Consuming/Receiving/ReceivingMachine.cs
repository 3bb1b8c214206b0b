namespace Messaging;

/// <summary>Decides when to ask the queue for messages, and for how many.</summary>
/// <remarks>
/// Asks for ten wherever ten will start soon, by the measured handler time. More receives run side by side while answers
/// come at once, at least half full, and slots starve; an answer that was not full takes one away where no slot starves, and
/// one with few messages always, down to a single long poll. Full answers take none away: while there is a backlog the buffer's bound is brake enough.
/// </remarks>
internal sealed class ReceivingMachine(ConsumerOptions options, Random random, bool isFifo = false)
{
    public const int MaxPerReceive = 10;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private int _loops = 1;
    private int _underWay;
    private int _askedFor;
    private int _failures;
    private TimeSpan? _handlerTime;
    private TimeSpan _pausedUntil;
    private TimeSpan _failedAt;

    public int UnderWay => _underWay;

    public bool IsStopped { get; set; }

    /// <summary>Gets or sets since when receives fail; null while they do not.</summary>
    public TimeSpan? FailingSince { get; set; }

    private int Concurrency { get; set; } = options.MaxConcurrency;

    // A running first message can have nine behind it that came with it: they take no room from other groups.
    private int MaxHeld => isFifo
        ? options.MaxBuffer + ((MaxPerReceive - 1) * Concurrency)
        : int.MaxValue;

    /// <summary>Gets when to ask again after a failure; null when only an event can be a reason to.</summary>
    public TimeSpan? NextWake(TimeSpan now) => _pausedUntil > now && !IsStopped ? _pausedUntil : null;

    /// <summary>Gets how many messages may wait for a slot: those that will start within the time allowed.</summary>
    public int MaxWaiting
    {
        get
        {
            if (_handlerTime is not { } time)
            {
                return 0;
            }

            var soon = Concurrency * options.MaxBatch * (options.MaxBufferTime / TimeSpan.FromTicks(Math.Max(time.Ticks, 1)));
            return (int)Math.Min(options.MaxBuffer, soon);
        }
    }

    /// <summary>Returns how many messages to ask for now; 0 for no request.</summary>
    /// <remarks>Of a FIFO queue those count that could start: one of a group. What they hold back has a bound of its own.</remarks>
    public int Next(LaneMachine lanes, Slots slots, TimeSpan now, int most = MaxPerReceive)
    {
        Concurrency = slots.Max;
        if (lanes.Waiting > 0 && lanes.Waiting + _askedFor + MaxPerReceive > MaxHeld)
        {
            return 0;
        }

        // Where others have all slots of a shared limit, only who has something waiting gets the next one: one receive goes on.
        var free = Math.Max(slots.Free, slots.MayWait ? 1 : 0);
        return Next(lanes.Fresh, free, now, most);
    }

    /// <summary>Returns how many messages to ask for when so many wait and so many slots are free.</summary>
    public int Next(int waiting, int free, TimeSpan now, int most = MaxPerReceive)
    {
        if (IsStopped || _underWay >= (most == 1 ? 1 : _loops) || now < _pausedUntil)
        {
            return 0;
        }

        var room = MaxWaiting + (free * options.MaxBatch) - waiting - _askedFor;
        if (room < MaxPerReceive && (room <= 0 || waiting > 0 || _underWay > 0))
        {
            return 0;
        }

        var count = Math.Min(most, room);
        _underWay++;
        _askedFor += count;
        return count;
    }

    /// <summary>Takes an answer. <paramref name="starving"/> says whether slots are free after all of it has started.</summary>
    public void Answered(int asked, int received, bool starving, TimeSpan startedAt, TimeSpan now)
    {
        Returned(asked);
        _failures = 0;
        FailingSince = null;

        // A few messages are what there is: more receives would bring one each.
        var isFew = received * 2 < asked;
        if (!isFew && starving && now - startedAt < TimeSpan.FromSeconds(1))
        {
            _loops = Math.Min(options.MaxReceives, _loops + 1);
        }
        else if (isFew || (received < asked && !starving))
        {
            _loops = Math.Max(1, _loops - 1);
        }

        // A queue that answers "nothing" without waiting must not be asked in a tight loop.
        var atOnce = options.ReceiveWait > TimeSpan.Zero ? options.ReceiveWait / 4 : TimeSpan.FromSeconds(1);
        if (received == 0 && now - startedAt < atOnce)
        {
            _pausedUntil = now + TimeSpan.FromMilliseconds(250 + random.Next(250));
        }
        else if (received > 0 && received < asked && options.ReceiveLinger > TimeSpan.Zero)
        {
            // A trickle: what gathers meanwhile comes with one request.
            _pausedUntil = now + options.ReceiveLinger;
            _loops = 1;
        }
    }

    /// <summary>Takes a failure. Those of receives that were under way together are one.</summary>
    public void Failed(int asked, TimeSpan startedAt, TimeSpan now)
    {
        Returned(asked);
        _loops = 1;
        FailingSince ??= now;
        if (_failures > 0 && startedAt <= _failedAt)
        {
            return;
        }

        _failedAt = now;
        var pause = RetryDelays.After(++_failures, TimeSpan.FromSeconds(1), LongestPause, random);
        _pausedUntil = now + pause;
    }

    public void Handled(TimeSpan duration) =>
        _handlerTime = _handlerTime is { } before ? (before * 15 + duration) / 16 : duration;

    private void Returned(int asked)
    {
        _underWay--;
        _askedFor -= asked;
    }
}
