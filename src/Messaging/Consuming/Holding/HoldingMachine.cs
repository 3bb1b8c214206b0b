namespace Messaging;

/// <summary>Keeps every received message hidden until its settlement is accepted, and notices when that failed.</summary>
/// <remarks>
/// A message is extended when half of its visibility timeout has passed, together with those that are due soon after.
/// SQS allows 12 hours from the receive, and refuses a longer extension in place of cutting it.
/// </remarks>
internal sealed class HoldingMachine(TimeSpan visibility, TimeSpan maxHold)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12) - TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly PriorityQueue<Delivery, TimeSpan> _wakes = new();
    private readonly TimeSpan _maxHold = maxHold < Longest ? maxHold : Longest;

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

    public void Begin(Delivery delivery, TimeSpan now)
    {
        delivery.HiddenUntil = now + visibility;
        WakeAt(delivery, now + visibility / 2);
    }

    public static void End(Delivery delivery) => delivery.HoldWakeAt = null;

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
            delivery.HoldWakeAt = null;

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
        delivery.HoldWakeAt = at;
        _wakes.Enqueue(delivery, at);
    }

    private void DropStale()
    {
        while (_wakes.TryPeek(out var delivery, out var at) && delivery.HoldWakeAt != at)
        {
            _wakes.Dequeue();
        }
    }
}
