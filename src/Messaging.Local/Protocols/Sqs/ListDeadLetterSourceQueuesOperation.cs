namespace Messaging.Local;

/// <summary>Lists the queues whose dead letters come to a queue.</summary>
internal sealed class ListDeadLetterSourceQueuesOperation() : Operation("ListDeadLetterSourceQueues")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        var page = call.Region.Queues.ListDeadLetterSources(
            call.Queue, request.Number("MaxResults"), request.Text("NextToken"));
        call.Result.Texts("queueUrls", [.. page.Names.Select(call.UrlOf)], required: true);
        call.Result.Text("NextToken", page.NextToken);
    }
}
