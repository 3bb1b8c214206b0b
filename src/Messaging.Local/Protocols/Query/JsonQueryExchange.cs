namespace Messaging.Local;

/// <summary>The Query protocol for a client that accepts JSON: the same answers, rendered as objects.</summary>
/// <remarks>AWS documents it nowhere; it is what API Gateway passes on from SQS and SNS.</remarks>
internal sealed class JsonQueryExchange(QueryRequest request) : Exchange(request.Service, request.Action)
{
    private const string ContentType = "application/json";

    public override WireResponse Write(ServiceException error)
    {
        if (Action is null)
        {
            return new QueryExchange(request).Write(error) with { RequestId = RequestId };
        }

        using var writer = new JsonResultWriter(Service);
        writer.Structure("Error", inner =>
        {
            inner.Text("Code", error.QueryCode);
            inner.Text("Message", error.QueryMessage ?? error.Message);
            inner.Text("Type", error.Fault);
        });
        writer.Text("RequestId", RequestId);
        return new WireResponse((int)error.Status, ContentType, writer.Finish()) { RequestId = RequestId };
    }

    protected override RequestMembers Read() => request.Read();

    public override ResultWriter CreateResult() => new JsonQueryResultWriter(Action!, request.Names);

    protected override WireResponse Finish(ResultWriter? result)
    {
        using var empty = result is null ? new JsonQueryResultWriter(Action!, request.Names, hasResult: false) : null;
        var body = (empty ?? (JsonQueryResultWriter)result!).Finish(RequestId);
        return new WireResponse(200, ContentType, body) { RequestId = RequestId };
    }
}
