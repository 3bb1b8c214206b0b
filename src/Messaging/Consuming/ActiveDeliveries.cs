namespace Messaging;

/// <summary>Every message that this consumer has received and not settled, by its id.</summary>
internal sealed class ActiveDeliveries(
    HoldingMachine holding, SettlingMachine settling, LaneMachine lanes, GroupReturns returns)
{
    private readonly Dictionary<string, Delivery> _active = new(StringComparer.Ordinal);
    private readonly HandledMemory _memory = new();

    public int Count => _active.Count;

    /// <summary>Takes a received message and returns it if it is new: neither at hand nor handled before.</summary>
    public Delivery? Take(ReceivedMessage message, TimeSpan hiddenSince, TimeSpan now, List<ConsumerEffect> effects)
    {
        if (_active.TryGetValue(message.Id, out var delivery)
            && delivery.State is DeliveryState.Returning or DeliveryState.HeldBack && message.ReceiveCount > delivery.Message.ReceiveCount)
        {
            // It was given back and is here again before the answer to that: a delivery of its own.
            End(delivery);
            returns.Returned(delivery, now);
        }

        if (_active.TryGetValue(message.Id, out delivery))
        {
            // Answers can cross: an older receive that arrives later must not replace the newer receipt.
            if (message.ReceiveCount <= delivery.Message.ReceiveCount)
            {
                return null;
            }

            delivery.Adopt(message, hiddenSince);
            lanes.Reopen(delivery);
            holding.Begin(delivery);
            effects.Add(new ConsumerEffect.Report(ConsumerReport.NewerReceiptAdopted, delivery, null));
            return null;
        }

        delivery = new Delivery(message, hiddenSince);
        _active.Add(message.Id, delivery);
        holding.Begin(delivery);
        if (!_memory.Knows(message.Id))
        {
            return delivery;
        }

        effects.Add(new ConsumerEffect.Report(ConsumerReport.HandledBefore, delivery, null));
        settling.Delete(delivery, now);
        return null;
    }

    /// <summary>Ends a handled message, and remembers it: an accepted deletion, too, may have done nothing.</summary>
    /// <remarks>A standard queue accepts the deletion by a receipt that a newer receive has replaced, and keeps the message.</remarks>
    public void EndHandled(Delivery delivery, EntryFailure? failure, TimeSpan now, List<ConsumerEffect> effects)
    {
        _memory.Remember(delivery.Message.Id, now);
        if (failure is not null)
        {
            effects.Add(new ConsumerEffect.Report(ConsumerReport.DeleteGivenUp, delivery, failure.Code));
        }

        End(delivery);
    }

    public void End(Delivery delivery)
    {
        delivery.State = DeliveryState.Ended;
        holding.End(delivery);
        lanes.Leaving.Remove(delivery);
        if (_active.TryGetValue(delivery.Message.Id, out var active) && active == delivery)
        {
            _active.Remove(delivery.Message.Id);
        }
    }
}
