namespace Messaging.Aws;

/// <summary>Subscribes an endpoint to a topic.</summary>
internal sealed class SubscribeRequest(
    string topicArn, string protocol, string endpoint, IReadOnlyDictionary<string, string>? attributes, bool returnArn)
    : ArnRequest("Subscribe")
{
    protected override void Write(QueryWriter writer)
    {
        writer.Add("TopicArn"u8, topicArn);
        writer.Add("Protocol"u8, protocol);
        writer.Add("Endpoint"u8, endpoint);
        writer.AddMap("Attributes.entry."u8, attributes);
        writer.Add("ReturnSubscriptionArn"u8, returnArn ? "true" : "false");
    }
}
