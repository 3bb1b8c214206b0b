namespace Messaging.Local;

/// <summary>Deletes up to ten received messages.</summary>
internal sealed class DeleteMessageBatchOperation() : Operation("DeleteMessageBatch")
{
    protected override void Execute(OperationCall call)
    {
        var entries = BatchMembers.Read(call, entry => entry.RequiredText("ReceiptHandle"));
        BatchMembers.Write(call, call.Region.Messages.DeleteBatch(call.Queue, entries, call.EntryFails));
    }
}
