using System.Text.Json;

namespace Messaging.Local;

/// <summary>AWS JSON: the operation in a header, members and errors as JSON objects.</summary>
/// <remarks>
/// https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html. SQS speaks version 1.0 and repeats the older code of
/// an error in a header; EventBridge speaks 1.1.
/// </remarks>
internal sealed class JsonExchange(Service service, string? action, ReadOnlyMemory<byte> body)
    : Exchange(service, action)
{
    private const string SqsTarget = "AmazonSQS.";
    private const string EventBridgeTarget = "AWSEvents.";

    private static readonly byte[] Empty = "{}"u8.ToArray();

    private bool IsSqs => Service is SqsService;

    private string ContentType => IsSqs ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1";

    /// <summary>Begins the exchange that a target names.</summary>
    public static JsonExchange Begin(string target, WireRequest request, string? region)
    {
        var (service, action) = Find(target, request.ContentType);
        return new JsonExchange(service, action, request.Body) { Region = region };
    }

    public override WireResponse Write(ServiceException error)
    {
        using var writer = new JsonResultWriter(Service);
        writer.Text("__type", error.Shape);
        writer.Text("message", error.Message);
        return new WireResponse((int)error.Status, ContentType, writer.Finish())
        {
            RequestId = RequestId,
            QueryError = IsSqs ? $"{error.QueryCode};{error.Fault}" : null,
        };
    }

    private static (Service Service, string? Action) Find(string target, string? contentType)
    {
        if (target.StartsWith(SqsTarget, StringComparison.Ordinal))
        {
            return (SqsService.Instance, target[SqsTarget.Length..]);
        }

        if (target.StartsWith(EventBridgeTarget, StringComparison.Ordinal))
        {
            return (EventBridgeService.Instance, target[EventBridgeTarget.Length..]);
        }

        // The target is of a service that is not here, so that only the form of the error is to be chosen.
        var speaks11 = contentType?.StartsWith("application/x-amz-json-1.1", StringComparison.OrdinalIgnoreCase) == true;
        return (speaks11 ? EventBridgeService.Instance : SqsService.Instance, null);
    }

    protected override RequestMembers Read()
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body.IsEmpty ? Empty : body);
        }
        catch (JsonException)
        {
            throw Service.Malformed("The request is not JSON.");
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return new JsonMembers(Service, document.RootElement, document);
        }

        document.Dispose();
        throw Service.Malformed("The request is not a JSON object.");
    }

    public override ResultWriter CreateResult() => new JsonResultWriter(Service);

    protected override WireResponse Finish(ResultWriter? result) =>
        new(200, ContentType, (result as JsonResultWriter)?.Finish() ?? []) { RequestId = RequestId };
}
