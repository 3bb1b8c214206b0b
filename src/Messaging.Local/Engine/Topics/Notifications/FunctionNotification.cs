namespace Messaging.Local;

/// <summary>A notification for a function. SNS is done when Lambda has it; what a function throws is a matter of Lambda.</summary>
internal sealed class FunctionNotification(Region region, Notification notification, Subscription subscription)
    : NotificationDelivery(region, subscription)
{
    private readonly string _event = NotificationTexts.FunctionEvent(notification, subscription, region.Parts.Signer);
    private readonly AsyncInvocation _invocation = new(region, subscription.Endpoint);

    public override Task<DeliveryOutcome> AttemptAsync(DateTime now, CancellationToken cancellationToken) =>
        _invocation.InvokeAsync(_event, cancellationToken);

    public override TimeSpan? NextDelay(DateTime now) => _invocation.FailedInFunction ? _invocation.NextDelay : base.NextDelay(now);

    public override void GiveUp(DeliveryOutcome last, DateTime now)
    {
        if (_invocation.FailedInFunction)
        {
            _invocation.GiveUp(_event);
            return;
        }

        base.GiveUp(last, now);
    }

    protected override MessageContent Letter(string queueArn) => new(_event);
}
