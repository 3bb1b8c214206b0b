namespace Messaging.Local;

/// <summary>Subscribes an endpoint to a topic.</summary>
internal sealed class SubscribeOperation() : Operation("Subscribe")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        var subscription = call.Region.Topics.Subscriptions.Subscribe(
            request.RequiredText("TopicArn"),
            request.RequiredText("Protocol"),
            request.Text("Endpoint") ?? string.Empty,
            request.Map("Attributes") ?? EmptyMap.Value,
            call.Endpoint);
        var tells = subscription.IsConfirmed || request.Flag("ReturnSubscriptionArn") == true;
        call.Result.Text("SubscriptionArn", tells ? subscription.Arn : "pending confirmation");
    }
}
