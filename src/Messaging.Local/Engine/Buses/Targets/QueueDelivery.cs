namespace Messaging.Local;

/// <summary>Delivers an event to an SQS queue.</summary>
/// <remarks>EventBridge names no deduplication id: a FIFO queue has to make its own of the content.</remarks>
internal sealed class QueueDelivery(TargetAddress address, BusEvent happened) : EventDelivery(address, happened)
{
    protected override Task<DeliveryOutcome> DeliverAsync(
        string payload, DateTime now, CancellationToken cancellationToken)
    {
        var target = Address.Target.Settings;
        var content = new MessageContent(payload) { GroupId = target.GroupId, TraceHeader = Happened.TraceHeader };
        return Task.FromResult(
            Address.Region.Messages.Accept(target.Arn, Principal, Address.Rule.Arn, content, now));
    }
}
