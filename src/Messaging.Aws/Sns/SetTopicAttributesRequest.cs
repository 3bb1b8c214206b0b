namespace Messaging.Aws;

/// <summary>Changes one attribute of a topic.</summary>
internal sealed class SetTopicAttributesRequest(string topicArn, string name, string value) : CommandRequest("SetTopicAttributes")
{
    protected override void Write(QueryWriter writer)
    {
        writer.Add("TopicArn"u8, topicArn);
        writer.Add("AttributeName"u8, name);
        writer.Add("AttributeValue"u8, value);
    }
}
