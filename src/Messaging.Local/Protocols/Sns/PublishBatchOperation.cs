namespace Messaging.Local;

/// <summary>Publishes up to ten messages.</summary>
internal sealed class PublishBatchOperation() : Operation("PublishBatch")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        var entries = (request.List("PublishBatchRequestEntries") ?? [])
            .Select(entry => new BatchEntry<PublishRequest>(
                entry.RequiredText("Id"), SnsMembers.ReadPublish(entry, call.TraceHeader)))
            .ToList();
        call.Messages = entries.Count;
        var results = call.Region.Topics.Publishing.PublishBatch(
            request.RequiredText("TopicArn"), entries, call.EntryFails, call.Endpoint);
        SnsMembers.WriteBatch(call.Result, results);
    }
}
