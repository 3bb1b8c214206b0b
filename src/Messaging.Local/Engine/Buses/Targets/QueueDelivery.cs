namespace Messaging.Local;

/// <summary>Delivers an event to an SQS queue.</summary>
internal sealed class QueueDelivery(TargetAddress address, BusEvent happened) : TargetDelivery(address, happened)
{
    protected override Task<DeliveryOutcome> DeliverAsync(
        string payload, DateTime now, CancellationToken cancellationToken) => Task.FromResult(Deliver(payload, now));

    private DeliveryOutcome Deliver(string payload, DateTime now)
    {
        var target = Address.Target.Settings;
        if (Address.Region.FindByArn(target.Arn) is not { } queue)
        {
            return DeliveryOutcome.Refused(NoResource, "The specified queue does not exist.");
        }

        if (!TargetPermissions.MaySend(queue, Address))
        {
            return DeliveryOutcome.Refused(NoPermissions, $"Access to the resource {target.Arn} is denied.");
        }

        try
        {
            // EventBridge names no deduplication id: a FIFO queue has to make its own of the content.
            var content = new MessageContent(payload) { GroupId = target.GroupId, TraceHeader = Happened.TraceHeader };
            queue.Send(RegionMessages.Prepare(new SendRequest(content), queue.Settings, inBatch: false), now);
            return DeliveryOutcome.Delivered;
        }
        catch (ServiceException error)
        {
            return DeliveryOutcome.Refused(InvalidParameter, error.Message);
        }
    }
}
