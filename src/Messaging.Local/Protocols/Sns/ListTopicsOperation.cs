namespace Messaging.Local;

/// <summary>Lists the topics of the region.</summary>
internal sealed class ListTopicsOperation() : Operation("ListTopics")
{
    protected override void Execute(OperationCall call)
    {
        var arns = call.Region.Run(_ => call.Region.Topics.All.Select(topic => topic.Arn).ToList());
        SnsMembers.WritePage(call, "Topics", arns, (writer, arn) => writer.Text("TopicArn", arn));
    }
}
