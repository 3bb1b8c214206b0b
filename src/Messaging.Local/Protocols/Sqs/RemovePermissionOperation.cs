namespace Messaging.Local;

/// <summary>Removes a statement of a queue's policy.</summary>
internal sealed class RemovePermissionOperation() : Operation("RemovePermission")
{
    protected override void Execute(OperationCall call) =>
        call.Region.Queues.RemovePermission(call.Queue, call.Request.RequiredText("Label"));
}
