namespace Messaging.Local;

/// <summary>Removes all messages of a queue.</summary>
internal sealed class PurgeQueueOperation() : Operation("PurgeQueue")
{
    protected override void Execute(OperationCall call)
    {
        call.Region.Queues.Purge(call.Queue);
    }
}
