using static Messaging.Deliveries;

namespace Messaging;

/// <summary>The steps of a consumer that lanes are told of.</summary>
internal static class LaneSteps
{
    /// <summary>Starts what may start next; null when nothing may.</summary>
    public static Delivery? Start(this LaneMachine lanes, TimeSpan now = default)
    {
        lanes.Wake(now);
        if (lanes.Next() is not { } next)
        {
            return null;
        }

        next.State = DeliveryState.Running;
        return next;
    }

    /// <summary>Lets a running message fail, and wait until then for its next try.</summary>
    public static void Fail(this LaneMachine lanes, Delivery delivery, TimeSpan until)
    {
        delivery.State = DeliveryState.Waiting;
        lanes.Block(delivery, until, TimeSpan.Zero);
    }

    /// <summary>Adds messages whose groups are the first letters of their ids.</summary>
    public static void AddAll(this LaneMachine lanes, params ReadOnlySpan<string> ids)
    {
        foreach (var id in ids)
        {
            lanes.Add(New(id, id[..1]));
        }
    }

    public static void HoldLong(Delivery delivery) => delivery.HiddenUntil = Sec(1_000);
}
