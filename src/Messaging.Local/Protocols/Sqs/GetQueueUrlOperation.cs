namespace Messaging.Local;

/// <summary>Finds the address of a queue.</summary>
internal sealed class GetQueueUrlOperation() : Operation("GetQueueUrl")
{
    protected override void Execute(OperationCall call)
    {
        var name = call.Request.RequiredText("QueueName");
        call.Result.Text("QueueUrl", call.UrlOf(call.Region.Queues.With(name, (queue, _) => queue.Name)));
    }
}
