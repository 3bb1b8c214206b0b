namespace Messaging.Local;

/// <summary>Creates a queue, or finds the same one.</summary>
internal sealed class CreateQueueOperation() : Operation("CreateQueue")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        var name = call.Region.Queues.Create(
            request.RequiredText("QueueName"),
            request.Map("Attributes") ?? EmptyMap.Value,
            request.Map("tags") ?? EmptyMap.Value);
        call.Result.Text("QueueUrl", call.UrlOf(name));
    }
}
