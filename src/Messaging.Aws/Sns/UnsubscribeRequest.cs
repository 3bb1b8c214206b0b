namespace Messaging.Aws;

/// <summary>Deletes a subscription.</summary>
internal sealed class UnsubscribeRequest(string subscriptionArn) : CommandRequest("Unsubscribe")
{
    protected override void Write(QueryWriter writer)
    {
        writer.Add("SubscriptionArn"u8, subscriptionArn);
    }
}
