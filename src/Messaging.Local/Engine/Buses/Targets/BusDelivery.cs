namespace Messaging.Local;

/// <summary>Hands an event to another bus, of this region or of another one. Its id, time and region stay.</summary>
internal sealed class BusDelivery(TargetAddress address, BusEvent happened, int busNumber)
    : EventDelivery(address, happened)
{
    protected override Task<DeliveryOutcome> DeliverAsync(
        string payload, DateTime now, CancellationToken cancellationToken)
    {
        var arn = Address.Target.Arn;
        if (busNumber >= BusLimits.BusesPerEvent)
        {
            // Otherwise two buses could hand an event to and fro for ever. Which of the codes AWS uses is not known for
            // buses of one account and region (?).
            var isFar = arn.Region != Address.Region.Name || Happened.Region != Address.Region.Name;
            return Task.FromResult(DeliveryOutcome.Refused(
                isFar ? "THIRD_REGION_HOP_DETECTED" : "THIRD_ACCOUNT_HOP_DETECTED",
                "An event that came from another event bus is not sent to a third one."));
        }

        return arn.Region == Address.Region.Name
            ? Task.FromResult(Deliver(Address.Region, now))
            : DeliverFarAsync(Address.Region.Other(arn.Region));
    }

    private async Task<DeliveryOutcome> DeliverFarAsync(Region region)
    {
        await Afterwards.Come().ConfigureAwait(false);
        return region.Run(now => Deliver(region, now));
    }

    private DeliveryOutcome Deliver(Region region, DateTime now)
    {
        if (region.Buses.FindByArn(Address.Target.Settings.Arn) is not { } bus)
        {
            return DeliveryOutcome.Refused(NoResource, "The event bus does not exist.");
        }

        region.Buses.Router.Route(bus, Happened, busNumber + 1, now);
        return DeliveryOutcome.Delivered;
    }
}
