namespace Messaging.Local;

/// <summary>Puts up to ten events on buses.</summary>
internal sealed class PutEventsOperation() : Operation("PutEvents")
{
    protected override void Execute(OperationCall call)
    {
        var entries = call.Request.RequiredList("Entries").Select(EventMembers.ReadEntry).ToList();
        call.Messages = entries.Count;
        var results = call.Region.Buses.Put(entries, call.EntryFails);
        call.Result.Number("FailedEntryCount", results.Count(result => result.EventId is null));
        call.Result.List("Entries", results, (writer, result) =>
        {
            writer.Text("EventId", result.EventId);
            writer.Text("ErrorCode", result.ErrorCode);
            writer.Text("ErrorMessage", result.ErrorMessage);
        });
    }
}
