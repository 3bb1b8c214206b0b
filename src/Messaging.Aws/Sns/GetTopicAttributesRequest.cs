namespace Messaging.Aws;

/// <summary>Reads the attributes of a topic.</summary>
internal sealed class GetTopicAttributesRequest(string topicArn) : AttributesRequest("GetTopicAttributes")
{
    protected override void Write(QueryWriter writer)
    {
        writer.Add("TopicArn"u8, topicArn);
    }
}
