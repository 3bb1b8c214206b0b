namespace Messaging.Local;

/// <summary>Puts up to ten events on buses, each on its own.</summary>
internal sealed class PutEventsOperation() : Operation("PutEvents")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        if (request.Text("EndpointId") is not null)
        {
            throw EventBridgeErrors.NotAvailable("EndpointId");
        }

        var entries = request.RequiredList("Entries").Select(entry => Read(entry, call.TraceHeader)).ToList();
        call.Messages = entries.Count;
        var results = call.Region.Buses.Router.Put(entries, call.EntryFails);
        call.Result.Number("FailedEntryCount", results.Count(result => result.EventId is null));
        call.Result.List("Entries", results, (writer, result) =>
        {
            writer.Text("EventId", result.EventId);
            writer.Text("ErrorCode", result.ErrorCode);
            writer.Text("ErrorMessage", result.ErrorMessage);
        });
    }

    private static EventEntry Read(RequestMembers entry, string? traceHeader) => new()
    {
        Time = entry.Time("Time"),
        Source = entry.Text("Source"),
        DetailType = entry.Text("DetailType"),
        Detail = entry.Text("Detail"),
        BusName = entry.Text("EventBusName"),
        TraceHeader = entry.Text("TraceHeader") ?? traceHeader,
        Resources = entry.Texts("Resources"),
    };
}
