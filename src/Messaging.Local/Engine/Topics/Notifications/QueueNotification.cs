namespace Messaging.Local;

/// <summary>A notification for a queue, of this region or another one.</summary>
internal sealed class QueueNotification(Region region, Notification notification, Subscription subscription)
    : NotificationDelivery(region, subscription)
{
    // Messages of one group reach a FIFO queue in their order.
    private readonly object? _lane =
        notification.Topic.IsFifo ? (subscription.Arn, notification.Request.GroupId) : null;

    public override object? Lane => _lane;

    public override Task<DeliveryOutcome> AttemptAsync(DateTime now, CancellationToken cancellationToken)
    {
        var arn = Subscription.Endpoint;
        var content = Content(arn);
        var name = Arns.RegionOf(arn);
        return name == Region.Name
            ? Task.FromResult(Region.Messages.Accept(arn, Principal, Subscription.TopicArn, content, now))
            : DeliverFarAsync(Region.Parts.RegionOf(name), content);
    }

    private async Task<DeliveryOutcome> DeliverFarAsync(Region other, MessageContent content)
    {
        // Another region has a lock of its own, which must not be waited for with this one held.
        await Afterwards.Come().ConfigureAwait(false);
        return other.Run(then =>
            other.Messages.Accept(Subscription.Endpoint, Principal, Subscription.TopicArn, content, then));
    }

    // A queue takes ten attributes; of a letter with more the first ten are kept.
    protected override MessageContent Letter(string queueArn)
    {
        var content = Content(queueArn);
        return content with { Attributes = [.. content.Attributes.Take(SqsLimits.Attributes)] };
    }

    private MessageContent Content(string queueArn)
    {
        var request = notification.Request;
        var toFifo = queueArn.EndsWith(".fifo", StringComparison.Ordinal);
        var hasGroup = toFifo || !notification.Topic.IsFifo;
        return new MessageContent(Subscription.IsRaw
            ? notification.TextFor(Subscription.Protocol)
            : NotificationTexts.Envelope(notification, Subscription, Region.Parts.Signer))
        {
            Attributes = Subscription.IsRaw && request.Structure is null ? request.Attributes : [],
            GroupId = hasGroup ? request.GroupId : null,
            DeduplicationId = toFifo ? request.DeduplicationId : null,
            TraceHeader = request.TraceHeader,
        };
    }
}
