using System.Net;

namespace Messaging.Local;

/// <summary>A request that is signed for a service of AWS that is not here. The answer says so in the form of that service.</summary>
internal sealed class AbsentServiceExchange(string name, WireRequest request) : Exchange(SqsService.Instance, null)
{
    private const string Code = "NotImplemented";

    // A status that the AWS clients do not try again.
    private const int Status = (int)HttpStatusCode.NotImplemented;

    private string Message => $"The service '{name}' is not part of this broker. It is SQS, SNS and EventBridge, and what these need of Lambda and STS.";

    private bool IsJson => request.Target is not null || request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true;

    private bool IsQuery => request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    public override WireResponse Write(ServiceException error) => IsJson ? WriteJson() : WriteXml();

    public override ResultWriter CreateResult() => throw Service.UnknownOperation(null);

    protected override RequestMembers Read() => throw Service.UnknownOperation(null);

    protected override WireResponse Finish(ResultWriter? result) => throw Service.UnknownOperation(null);

    private WireResponse WriteJson()
    {
        using var writer = new JsonResultWriter(Service);
        writer.Text("__type", Code);
        writer.Text("message", Message);
        return new WireResponse(Status, request.ContentType ?? "application/json", writer.Finish()) { RequestId = RequestId };
    }

    // S3 and its like have the error as the root; the Query protocol has it in an envelope.
    private WireResponse WriteXml()
    {
        var xml = new XmlAnswer();
        if (IsQuery)
        {
            xml.Open("ErrorResponse");
        }

        xml.Open("Error");
        xml.Element("Code", Code);
        xml.Element("Message", Message);
        xml.Element("RequestId", RequestId);
        xml.Close("Error");
        if (IsQuery)
        {
            xml.Close("ErrorResponse");
        }

        return new WireResponse(Status, "application/xml", xml.ToArray()) { RequestId = RequestId };
    }
}
