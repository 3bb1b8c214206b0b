namespace Messaging.Local;

/// <summary>Confirms a subscription with the token that its endpoint got.</summary>
internal sealed class ConfirmSubscriptionOperation() : Operation("ConfirmSubscription")
{
    protected override void Execute(OperationCall call)
    {
        call.Result.Text("SubscriptionArn", call.Region.Topics.Subscriptions.Confirm(
            call.Request.RequiredText("TopicArn"), call.Request.RequiredText("Token")));
    }
}
