namespace Messaging.Local;

/// <summary>Adds a statement to a queue's policy.</summary>
internal sealed class AddPermissionOperation() : Operation("AddPermission")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        call.Region.Queues.AddPermission(
            call.Queue,
            request.RequiredText("Label"),
            request.RequiredTexts("AWSAccountIds"),
            request.RequiredTexts("Actions"));
    }
}
