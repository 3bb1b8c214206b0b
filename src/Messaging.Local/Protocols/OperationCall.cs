namespace Messaging.Local;

/// <summary>One call of an operation: what it was given, and where its answer goes.</summary>
internal sealed class OperationCall(
    Exchange exchange, RequestMembers request, Region region, Uri endpoint, LocalBrokerFaults faults)
{

    public RequestMembers Request => request;

    public Region Region => region;

    /// <summary>Gets where the answer is written. An operation that never asks for it answers nothing at all.</summary>
    public ResultWriter Result => Written ??= exchange.CreateResult();

    /// <summary>Gets what was written so far, or null for nothing.</summary>
    public ResultWriter? Written { get; private set; }

    /// <summary>Gets the trace header of the HTTP request.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>Gets the path of the HTTP request, which may be that of a queue.</summary>
    public string Path { get; init; } = "/";

    /// <summary>Gets where the client reaches the broker; it ends with a slash.</summary>
    public Uri Endpoint => endpoint;

    /// <summary>Gets what decides whether an entry of a batch fails for no reason of its own.</summary>
    public Func<bool> EntryFails => () => faults.DrawEntry(exchange, Path);

    /// <summary>Gets or sets how many messages the call was about.</summary>
    public int Messages { get; set; }

    /// <summary>Gets the name of the queue: the last part of whatever address the request has.</summary>
    public string Queue
    {
        get
        {
            var address = (request.Text("QueueUrl") ?? (Path.Length > 1 ? Path : request.RequiredText("QueueUrl")))
                .TrimEnd('/');
            return address[(address.LastIndexOf('/') + 1)..];
        }
    }

    public string UrlOf(string queue) => $"{endpoint}{region.Options.AccountId}/{queue}";
}
