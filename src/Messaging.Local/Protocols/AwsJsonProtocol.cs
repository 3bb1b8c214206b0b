using System.Text.Json;

namespace Messaging.Local;

/// <summary>AWS JSON 1.0: the operation in a header, members and errors as JSON objects.</summary>
/// <remarks>https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html</remarks>
internal static class AwsJsonProtocol
{
    public const string ContentType = "application/x-amz-json-1.0";

    private const string SqsTarget = "AmazonSQS.";

    /// <summary>Finds the operation that a request's target names, or null.</summary>
    public static Operation? FindOperation(string? target) =>
        target is not null && target.StartsWith(SqsTarget, StringComparison.Ordinal)
            ? SqsOperations.Find(target[SqsTarget.Length..])
            : null;

    /// <summary>Carries out an operation. An error of the service becomes an answer.</summary>
    public static async ValueTask<WireResponse> ExecuteAsync(
        Operation? operation, WireCall wire, CancellationToken cancellationToken)
    {
        JsonResultWriter? writer = null;
        try
        {
            if (operation is null)
            {
                throw SqsErrors.UnknownOperation();
            }

            using var document = Parse(wire.Body);
            var call = new OperationCall(
                new JsonMembers(document.RootElement),
                wire.Region,
                wire.AddressOfQueues,
                () => writer = new JsonResultWriter())
            {
                TraceHeader = wire.TraceHeader,
                EntryFails = wire.EntryFails,
            };
            await operation.ExecuteAsync(call, cancellationToken).ConfigureAwait(false);
            return new WireResponse(200, ContentType, writer?.Finish() ?? []) { Messages = call.Messages };
        }
        catch (ServiceException error)
        {
            return Write(error);
        }
        finally
        {
            writer?.Dispose();
        }
    }

    /// <summary>Writes an error as SQS does: the shape in the body, the older code in a header.</summary>
    public static WireResponse Write(ServiceException error)
    {
        using var writer = new JsonResultWriter();
        writer.Text("__type", error.Shape);
        writer.Text("message", error.Message);
        return new WireResponse((int)error.Status, ContentType, writer.Finish())
        {
            QueryError = $"{error.QueryCode};{(error.IsSenderFault ? "Sender" : "Receiver")}",
        };
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var document = JsonDocument.Parse(body.IsEmpty ? "{}"u8.ToArray() : body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw SqsErrors.Serialization("The request is not a JSON object.");
        }
        catch (JsonException)
        {
            throw SqsErrors.Serialization("The request is not JSON.");
        }
    }
}
