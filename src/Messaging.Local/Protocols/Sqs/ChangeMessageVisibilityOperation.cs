namespace Messaging.Local;

/// <summary>Changes how long a received message stays hidden.</summary>
internal sealed class ChangeMessageVisibilityOperation() : Operation("ChangeMessageVisibility")
{
    protected override void Execute(OperationCall call)
    {
        call.Messages = 1;
        var request = call.Request;
        call.Region.Messages.ChangeVisibility(
            call.Queue,
            new VisibilityChange(request.RequiredText("ReceiptHandle"), request.RequiredNumber("VisibilityTimeout")));
    }
}
