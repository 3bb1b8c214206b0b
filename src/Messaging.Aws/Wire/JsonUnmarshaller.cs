using System.Net;
using System.Text.Json;
using Amazon.Runtime;

namespace Messaging.Aws;

/// <summary>Reads the answers of a service that speaks AWS JSON.</summary>
internal sealed class JsonUnmarshaller<T> : AnswerUnmarshaller<T>
{
    public static readonly JsonUnmarshaller<T> Instance = new();

    protected override T Read(AmazonWebServiceRequest request, ReadOnlySpan<byte> body, ref string? requestId)
    {
        // Actions without a result answer with nothing or with an empty object.
        var json = new Utf8JsonReader(body.IsEmpty ? "{}"u8 : body);
        json.Open();
        return ((JsonRequest<T>)request).Read(ref json);
    }

    protected override ServiceError ReadError(ReadOnlySpan<byte> body)
    {
        string? type = null, message = null;
        var json = new Utf8JsonReader(body);
        json.Open();
        while (json.ReadMember())
        {
            if (json.ValueTextEquals("__type"u8))
            {
                type = json.ReadText();
            }
            else if (json.ValueTextEquals("message"u8) || json.ValueTextEquals("Message"u8))
            {
                message = json.ReadText();
            }
            else
            {
                json.SkipValue();
            }
        }

        return new ServiceError(BeforeColon(type?[(type.LastIndexOf('#') + 1)..]), message);
    }

    protected override AmazonServiceException CreateException(
        string message, Exception innerException, ErrorType type, string code, string? requestId, HttpStatusCode statusCode) =>
        new EventBridgeException(message, innerException, type, code, requestId, statusCode);
}
