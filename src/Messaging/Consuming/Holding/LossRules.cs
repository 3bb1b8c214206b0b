namespace Messaging;

/// <summary>What follows when a message can no longer be kept from other consumers.</summary>
/// <remarks>A running handler is cancelled, what did not start never does, and followers in the group go back to the queue.</remarks>
internal sealed class LossRules(ActiveDeliveries active, LaneMachine lanes, GroupReturns returns)
{
    public void Lost(Delivery delivery, string reason, TimeSpan now, List<ConsumerEffect> effects)
    {
        if (delivery.IsLost)
        {
            return;
        }

        delivery.IsLost = true;
        if (delivery.State == DeliveryState.Waiting)
        {
            DropWaiting(delivery, now, effects);
        }
        else if (delivery.State == DeliveryState.Running)
        {
            effects.Add(new ConsumerEffect.Report(ConsumerReport.HoldLost, delivery, reason));
            effects.Add(new ConsumerEffect.CancelHandler(delivery, reason));
            DropFollowers(delivery, now);
        }
    }

    public void Lapsed(Delivery delivery, TimeSpan now, List<ConsumerEffect> effects) =>
        Lost(delivery, "Its visibility timeout passed before it could be extended.", now, effects);

    /// <summary>Ends a message that was to be given back, and is visible by itself by now.</summary>
    public void ReturnedByItself(Delivery delivery, TimeSpan now)
    {
        active.End(delivery);
        returns.Returned(delivery, now);
    }

    /// <summary>Drops a message whose turn had come, with its followers.</summary>
    public void DropUnstarted(Delivery delivery, TimeSpan now, List<ConsumerEffect> effects)
    {
        effects.Add(new ConsumerEffect.Report(ConsumerReport.LapsedUnstarted, delivery, null));
        active.End(delivery);
        DropFollowers(delivery, now);
    }

    private void DropWaiting(Delivery delivery, TimeSpan now, List<ConsumerEffect> effects)
    {
        List<Delivery> left = [];
        if (delivery.Lane is { IsClosed: false } lane)
        {
            left = lanes.Close(lane);
            left.Remove(delivery);
        }
        else
        {
            lanes.Forget(delivery);
        }

        effects.Add(new ConsumerEffect.Report(ConsumerReport.LapsedUnstarted, delivery, null));
        active.End(delivery);
        returns.ReturnInOrder(left, now);
    }

    private void DropFollowers(Delivery delivery, TimeSpan now)
    {
        if (delivery.Lane is { IsClosed: false } lane)
        {
            returns.ReturnInOrder(lanes.Close(lane), now);
        }
    }
}
