namespace Messaging.Local;

/// <summary>Ends a move task early.</summary>
internal sealed class CancelMessageMoveTaskOperation() : Operation("CancelMessageMoveTask")
{
    protected override void Execute(OperationCall call)
    {
        var moved = call.Region.Moves.Cancel(call.Request.RequiredText("TaskHandle"));
        call.Result.Number("ApproximateNumberOfMessagesMoved", moved);
    }
}
