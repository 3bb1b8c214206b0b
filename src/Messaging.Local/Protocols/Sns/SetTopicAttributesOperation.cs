namespace Messaging.Local;

/// <summary>Changes one attribute of a topic.</summary>
internal sealed class SetTopicAttributesOperation() : Operation("SetTopicAttributes")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        call.Region.Topics.Set(
            request.RequiredText("TopicArn"), request.RequiredText("AttributeName"), request.Text("AttributeValue") ?? string.Empty);
    }
}
