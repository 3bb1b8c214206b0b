namespace Messaging.Aws;

/// <summary>Changes one attribute of a subscription.</summary>
internal sealed class SetSubscriptionAttributesRequest(string subscriptionArn, string name, string value) : CommandRequest("SetSubscriptionAttributes")
{
    protected override void Write(QueryWriter writer)
    {
        writer.Add("SubscriptionArn"u8, subscriptionArn);
        writer.Add("AttributeName"u8, name);
        writer.Add("AttributeValue"u8, value);
    }
}
