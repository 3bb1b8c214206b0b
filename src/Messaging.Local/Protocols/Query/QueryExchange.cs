namespace Messaging.Local;

/// <summary>The Query protocol of SQS and SNS: parameters in, XML out.</summary>
/// <remarks>https://smithy.io/2.0/aws/protocols/aws-query-protocol.html</remarks>
internal sealed class QueryExchange(QueryRequest request) : Exchange(request.Service, request.Action)
{
    private const string ContentType = "text/xml";

    public override WireResponse Write(ServiceException error)
    {
        var xml = new XmlAnswer();
        if (Action is null)
        {
            xml.Open("UnknownOperationException");
            xml.Close("UnknownOperationException");
            return new WireResponse(404, ContentType, xml.ToArray()) { RequestId = RequestId };
        }

        xml.Open("ErrorResponse");
        xml.Namespace(request.Names.Namespace);
        xml.Open("Error");
        xml.Element("Type", error.Fault);
        xml.Element("Code", error.QueryCode);
        xml.Element("Message", error.QueryMessage ?? error.Message);
        if (Service is SqsService)
        {
            xml.Element("Detail", string.Empty);
        }

        xml.Close("Error");
        xml.Element("RequestId", RequestId);
        xml.Close("ErrorResponse");
        return new WireResponse((int)error.Status, ContentType, xml.ToArray()) { RequestId = RequestId };
    }

    protected override RequestMembers Read() => request.Read();

    public override ResultWriter CreateResult() => new QueryResultWriter(Action!, request.Names);

    protected override WireResponse Finish(ResultWriter? result)
    {
        if (result is null && Service is SnsService)
        {
            // Where an operation of SNS answers nothing, its result is an empty element: some clients insist on it.
            result = CreateResult();
        }

        var body = (result as QueryResultWriter)?.Finish(RequestId)
            ?? QueryResultWriter.WriteDone(Action!, request.Names, RequestId);
        return new WireResponse(200, ContentType, body) { RequestId = RequestId };
    }
}
