namespace Messaging;

/// <summary>Starts what may start: within the slots, one try at a time while everything fails, and nothing that has lapsed.</summary>
internal sealed class StartRules(
    ConsumerOptions options, LaneMachine lanes, Slots slots, CircuitMachine circuit, LossRules losses)
{
    public void StartWhatMay(bool isPaused, TimeSpan now, List<ConsumerEffect> effects)
    {
        while (!isPaused && lanes.Fresh + lanes.Parked > 0 && circuit.MayStart(now) && slots.TryTake())
        {
            if (NextHeld(now, effects) is not { } first)
            {
                slots.GiveUp();
                break;
            }

            circuit.Started(first);
            first.State = DeliveryState.Running;
            effects.Add(options.MaxBatch == 1 ? new ConsumerEffect.Start(first) : Batch(first, now));
        }

        slots.PassOn();
    }

    /// <summary>Takes what the end of a handling says about the state of things.</summary>
    public void Ended(Delivery delivery, Settlement settlement, bool isRepeated, TimeSpan now, List<ConsumerEffect> effects)
    {
        if (settlement.Kind == SettlementKind.Complete)
        {
            if (circuit.Succeeded(delivery))
            {
                effects.Add(new ConsumerEffect.Report(ConsumerReport.CircuitClosed, delivery, null));
            }
        }
        else if (settlement is not { Kind: SettlementKind.Retry, Exception: { } exception } || delivery.IsLost || isRepeated)
        {
            circuit.Ended(delivery);
        }
        else if (circuit.Failed(delivery, now))
        {
            effects.Add(new ConsumerEffect.Report(ConsumerReport.CircuitOpened, delivery, exception.GetType().Name));
        }
    }

    private Delivery? NextHeld(TimeSpan now, List<ConsumerEffect> effects)
    {
        while (lanes.Next(parkedLast: circuit.IsOpen) is { } next)
        {
            if (now < next.HiddenUntil)
            {
                return next;
            }

            losses.DropUnstarted(next, now, effects);
        }

        return null;
    }

    private ConsumerEffect.StartBatch Batch(Delivery first, TimeSpan now)
    {
        var batch = new List<Delivery> { first };
        if (!circuit.IsOpen)
        {
            lanes.NextMore(batch, options.MaxBatch, now);
            batch.ForEach(static delivery => delivery.State = DeliveryState.Running);
        }

        return new ConsumerEffect.StartBatch(batch);
    }
}
