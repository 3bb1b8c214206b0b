namespace Messaging.Local;

/// <summary>Deletes a queue with its messages.</summary>
internal sealed class DeleteQueueOperation() : Operation("DeleteQueue")
{
    protected override void Execute(OperationCall call)
    {
        call.Region.Queues.Delete(call.Queue);
    }
}
