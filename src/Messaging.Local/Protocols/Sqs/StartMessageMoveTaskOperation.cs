namespace Messaging.Local;

/// <summary>Starts to bring dead letters back.</summary>
internal sealed class StartMessageMoveTaskOperation() : Operation("StartMessageMoveTask")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        call.Result.Text("TaskHandle", call.Region.Moves.Start(
            request.RequiredText("SourceArn"),
            request.Text("DestinationArn"),
            request.Number("MaxNumberOfMessagesPerSecond")));
    }
}
