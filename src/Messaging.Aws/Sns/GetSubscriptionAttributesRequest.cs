namespace Messaging.Aws;

/// <summary>Reads the attributes of a subscription.</summary>
internal sealed class GetSubscriptionAttributesRequest(string subscriptionArn) : AttributesRequest("GetSubscriptionAttributes")
{
    protected override void Write(QueryWriter writer)
    {
        writer.Add("SubscriptionArn"u8, subscriptionArn);
    }
}
