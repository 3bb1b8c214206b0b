namespace Messaging.Local;

/// <summary>Ends a subscription, if it is there.</summary>
internal sealed class UnsubscribeOperation() : Operation("Unsubscribe")
{
    protected override void Execute(OperationCall call)
    {
        call.Region.Topics.Subscriptions.Unsubscribe(call.Request.RequiredText("SubscriptionArn"), call.Endpoint);
    }
}
