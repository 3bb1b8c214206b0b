namespace Messaging.Local;

/// <summary>A notification for a function.</summary>
internal sealed class FunctionNotification(Region region, Notification notification, Subscription subscription)
    : NotificationDelivery(region, subscription)
{
    private readonly string _event = NotificationTexts.FunctionEvent(notification, subscription, region.Parts.Signer);

    public override Task<DeliveryOutcome> AttemptAsync(DateTime now, CancellationToken cancellationToken) =>
        Region.Parts.Functions.InvokeAsync(Subscription.Endpoint, _event, cancellationToken);

    protected override MessageContent Letter(string queueArn) => new(_event);
}
