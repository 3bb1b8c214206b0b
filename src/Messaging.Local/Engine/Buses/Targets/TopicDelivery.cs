namespace Messaging.Local;

/// <summary>Publishes an event to an SNS topic, without a subject and without attributes.</summary>
internal sealed class TopicDelivery(TargetAddress address, BusEvent happened) : EventDelivery(address, happened)
{
    protected override Task<DeliveryOutcome> DeliverAsync(
        string payload, DateTime now, CancellationToken cancellationToken) =>
        Task.FromResult(Address.Region.Topics.Publishing.Accept(
            Address.Target.Settings.Arn, Address.Rule.Arn, payload, Happened.TraceHeader, now));
}
