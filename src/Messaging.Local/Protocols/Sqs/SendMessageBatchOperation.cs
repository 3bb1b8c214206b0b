namespace Messaging.Local;

/// <summary>Sends up to ten messages.</summary>
internal sealed class SendMessageBatchOperation() : Operation("SendMessageBatch")
{
    protected override void Execute(OperationCall call)
    {
        var entries = BatchMembers.Read(call, entry => MessageMembers.ReadSend(entry, call.TraceHeader));
        var results = call.Region.Messages.SendBatch(call.Queue, entries, call.EntryFails);
        var requests = entries.ToDictionary(entry => entry.Id, entry => entry.Request, StringComparer.Ordinal);
        BatchMembers.Write(
            call, results, (writer, result) => MessageMembers.WriteSent(writer, result.Value, requests[result.Id]));
    }
}
