namespace Messaging;

/// <summary>Keeps every received message hidden until its settlement is accepted, and notices when that failed.</summary>
/// <remarks>
/// A message is extended when half of its visibility timeout has passed, together with those that are due soon after.
/// SQS allows 12 hours from the receive, and refuses a longer extension in place of cutting it.
/// </remarks>
internal sealed class HoldingMachine(TimeSpan visibility, TimeSpan maxHold, TimeSpan receiveWait = default)
{
    // A message that has ended leaves its entry behind, which goes when it is first, or when there are many.
    private const int MostStale = 64;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(12) - TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // With the attempts that the client repeats, an answer takes no longer than this beyond the wait that was asked for.
    private static readonly TimeSpan LongestWay = TimeSpan.FromMinutes(2);

    private readonly TimeSpan _maxHold = maxHold < Longest ? maxHold : Longest;
    private PriorityQueue<Delivery, TimeSpan> _wakes = new();
    private int _held;

    public TimeSpan? NextWake
    {
        get
        {
            DropStale();
            return _wakes.TryPeek(out _, out var at) ? at : null;
        }
    }

    /// <summary>Gets how long a message may still be hidden by the 12-hour rule.</summary>
    public static TimeSpan Remaining(Delivery delivery, TimeSpan now)
    {
        var remaining = delivery.ReceivedAt + Longest - now;
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    /// <summary>Tells when the queue hid the messages of an answer: now, unless the process has stood still since.</summary>
    public TimeSpan HiddenSince(TimeSpan askedAt, TimeSpan now)
    {
        var latest = askedAt + receiveWait + LongestWay;
        return now < latest ? now : latest;
    }

    /// <summary>Begins to hold a message that was hidden when it was received.</summary>
    public void Begin(Delivery delivery)
    {
        delivery.HiddenUntil = delivery.ReceivedAt + visibility;
        WakeAt(delivery, delivery.ReceivedAt + visibility / 2);
    }

    public void End(Delivery delivery)
    {
        SetWake(delivery, null);
        if (_wakes.Count > MostStale + (2 * _held))
        {
            _wakes = new(_wakes.UnorderedItems.Where(entry => entry.Element.HoldWakeAt == entry.Priority));
        }
    }

    /// <summary>Returns the messages to extend now, with their new visibility, and those whose hold has run out.</summary>
    public (List<(Delivery Delivery, TimeSpan Visibility)> Extend, List<Delivery> Lapsed) Due(TimeSpan now)
    {
        var extend = new List<(Delivery, TimeSpan)>();
        var lapsed = new List<Delivery>();
        var until = now;
        while (true)
        {
            DropStale();
            if (!_wakes.TryPeek(out var delivery, out var at) || at > until)
            {
                return (extend, lapsed);
            }

            _wakes.Dequeue();
            SetWake(delivery, null);

            // One request for what is due soon costs less than two.
            until = now + visibility / 10;
            if (now >= delivery.HiddenUntil)
            {
                lapsed.Add(delivery);
            }
            else if (MayExtend(delivery, now, out var value))
            {
                delivery.IsChanging = true;
                extend.Add((delivery, value));
                WakeAt(delivery, delivery.HiddenUntil);
            }
            else
            {
                WakeAt(delivery, delivery.HiddenUntil);
                if (delivery.HiddenUntil <= until)
                {
                    return (extend, lapsed);
                }
            }
        }
    }

    /// <summary>Takes the answer to an extension and returns whether the message is still held.</summary>
    public bool Answered(Delivery delivery, TimeSpan value, EntryFailure? failure, TimeSpan sentAt, TimeSpan now)
    {
        if (failure is null)
        {
            delivery.HiddenUntil = sentAt + value;
            WakeAt(delivery, sentAt + value / 2 > now ? sentAt + value / 2 : now);
            return true;
        }

        if (failure.Kind != EntryFailureKind.Transient)
        {
            return false;
        }

        var again = now + RetryAfter;
        WakeAt(delivery, again < delivery.HiddenUntil ? again : delivery.HiddenUntil);
        return true;
    }

    private bool MayExtend(Delivery delivery, TimeSpan now, out TimeSpan value)
    {
        var left = delivery.ReceivedAt + _maxHold - now;
        value = TimeSpan.FromSeconds(Math.Floor((left < visibility ? left : visibility).TotalSeconds));
        return !delivery.IsChanging && !delivery.IsLost && delivery.State != DeliveryState.Returning
            && value >= TimeSpan.FromSeconds(1) && now + value > delivery.HiddenUntil;
    }

    private void WakeAt(Delivery delivery, TimeSpan at)
    {
        SetWake(delivery, at);
        _wakes.Enqueue(delivery, at);
    }

    private void SetWake(Delivery delivery, TimeSpan? at)
    {
        _held += (at is null ? 0 : 1) - (delivery.HoldWakeAt is null ? 0 : 1);
        delivery.HoldWakeAt = at;
    }

    private void DropStale()
    {
        while (_wakes.TryPeek(out var delivery, out var at) && delivery.HoldWakeAt != at)
        {
            _wakes.Dequeue();
        }
    }
}
