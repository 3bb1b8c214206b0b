namespace Messaging.Local;

/// <summary>Deletes a topic; its subscriptions linger.</summary>
internal sealed class DeleteTopicOperation() : Operation("DeleteTopic")
{
    protected override void Execute(OperationCall call)
    {
        call.Region.Topics.Delete(call.Request.RequiredText("TopicArn"));
    }
}
