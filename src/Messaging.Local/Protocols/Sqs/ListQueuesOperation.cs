namespace Messaging.Local;

/// <summary>Lists queues by the beginning of their names.</summary>
internal sealed class ListQueuesOperation() : Operation("ListQueues")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        var page = call.Region.Queues.List(
            request.Text("QueueNamePrefix"), request.Number("MaxResults"), request.Text("NextToken"));
        call.Result.Texts("QueueUrls", [.. page.Names.Select(call.UrlOf)]);
        call.Result.Text("NextToken", page.NextToken);
    }
}
