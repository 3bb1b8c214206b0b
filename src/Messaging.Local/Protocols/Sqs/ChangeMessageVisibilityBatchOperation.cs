namespace Messaging.Local;

/// <summary>Changes how long up to ten received messages stay hidden.</summary>
internal sealed class ChangeMessageVisibilityBatchOperation() : Operation("ChangeMessageVisibilityBatch")
{
    protected override void Execute(OperationCall call)
    {
        var entries = BatchMembers.Read(call, entry =>
            new VisibilityChange(entry.RequiredText("ReceiptHandle"), entry.Number("VisibilityTimeout") ?? 0));
        BatchMembers.Write(call, call.Region.Messages.ChangeVisibilityBatch(call.Queue, entries, call.EntryFails));
    }
}
