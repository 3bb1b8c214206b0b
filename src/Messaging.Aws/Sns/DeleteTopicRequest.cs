namespace Messaging.Aws;

/// <summary>Deletes a topic.</summary>
internal sealed class DeleteTopicRequest(string topicArn) : CommandRequest("DeleteTopic")
{
    protected override void Write(QueryWriter writer)
    {
        writer.Add("TopicArn"u8, topicArn);
    }
}
