using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Runtime.Internal;

namespace Messaging.Aws;

/// <summary>One call of a service that speaks AWS JSON 1.1.</summary>
internal abstract class JsonRequest<T>(string operation) : AwsRequest
{
    // What is outside of ASCII goes as it is: shorter, and as valid.
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly string _target = EventBridgeClientConfig.TargetPrefix + operation;

    public override IRequest Marshall()
    {
        var content = new PooledContentStream();
        using (var writer = new Utf8JsonWriter(content.BufferWriter, WriterOptions))
        {
            writer.WriteStartObject();
            Write(writer);
            writer.WriteEndObject();
        }

        var request = new DefaultRequest(this, EventBridgeClientConfig.Id)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            ContentStream = content,
        };
        request.Headers["X-Amz-Target"] = _target;
        request.Headers["Content-Type"] = "application/x-amz-json-1.1";
        return request;
    }

    /// <summary>Writes the members of the request.</summary>
    protected abstract void Write(Utf8JsonWriter writer);

    /// <summary>Reads the result: the reader stands before the document.</summary>
    public abstract T Read(ref Utf8JsonReader json);
}
