namespace Messaging.Local;

/// <summary>Publishes one message.</summary>
internal sealed class PublishOperation() : Operation("Publish")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        call.Messages = 1;
        var publish = SnsMembers.ReadPublish(request, call.TraceHeader);
        if (request.Text("PhoneNumber") is not null)
        {
            // A text message reaches nobody here.
            call.Result.Text("MessageId", call.Region.Run(_ => call.Region.NextId()).ToString());
            return;
        }

        var topic = request.Text("TopicArn") ?? request.Text("TargetArn")
            ?? throw SnsErrors.InvalidParameter("TopicArn or TargetArn Reason: no value for required parameter");
        SnsMembers.WriteSent(call.Result, call.Region.Topics.Publishing.Publish(topic, publish, call.Endpoint));
    }
}
