namespace Messaging.Local;

/// <summary>Creates a topic, or finds the one that is there.</summary>
internal sealed class CreateTopicOperation() : Operation("CreateTopic")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        call.Result.Text("TopicArn", call.Region.Topics.Create(
            request.RequiredText("Name"), request.Map("Attributes") ?? EmptyMap.Value, SnsMembers.ReadTags(request)));
    }
}
