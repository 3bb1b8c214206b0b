namespace Messaging.Local;

/// <summary>Publishes an event to an SNS topic.</summary>
internal sealed class TopicDelivery(TargetAddress address, BusEvent happened) : TargetDelivery(address, happened)
{
    protected override Task<DeliveryOutcome> DeliverAsync(
        string payload, DateTime now, CancellationToken cancellationToken) =>
        Task.FromResult(DeliveryOutcome.Refused(NoResource, "Topic does not exist"));
}
