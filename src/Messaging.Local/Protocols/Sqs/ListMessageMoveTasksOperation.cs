namespace Messaging.Local;

/// <summary>Lists the move tasks of a queue, newest first.</summary>
internal sealed class ListMessageMoveTasksOperation() : Operation("ListMessageMoveTasks")
{
    protected override void Execute(OperationCall call)
    {
        var tasks = call.Region.Moves.List(call.Request.RequiredText("SourceArn"), call.Request.Number("MaxResults"));
        call.Result.List("Results", tasks, Write);
    }

    private static void Write(ResultWriter writer, MoveTaskStatus task)
    {
        writer.Text("TaskHandle", task.Handle);
        writer.Text("Status", task.Status);
        writer.Text("SourceArn", task.SourceArn);
        writer.Text("DestinationArn", task.DestinationArn);
        if (task.PerSecond is { } perSecond)
        {
            writer.Number("MaxNumberOfMessagesPerSecond", perSecond);
        }

        writer.Number("ApproximateNumberOfMessagesMoved", task.Moved);
        writer.Number("ApproximateNumberOfMessagesToMove", task.ToMove);
        writer.Text("FailureReason", task.FailureReason);
        writer.Number("StartedTimestamp", new DateTimeOffset(task.StartedAt).ToUnixTimeMilliseconds());
    }
}
