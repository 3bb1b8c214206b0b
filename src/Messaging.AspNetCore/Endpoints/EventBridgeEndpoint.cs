using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Messaging.AspNetCore;

/// <summary>Accepts events that EventBridge posts to an API destination: with the key, and as EventBridge writes them.</summary>
/// <remarks>https://docs.aws.amazon.com/eventbridge/latest/userguide/aws-events-structure.html</remarks>
internal sealed class EventBridgeEndpoint(EventBridgeEndpointOptions options, MessageEntrance entrance, TimeProvider time) : IWebEndpoint
{
    public const string SystemName = "aws.eventbridge";

    private readonly SharedSecrets _keys = new(options.Keys);

    public async Task<EndpointAnswer> AcceptAsync(HttpContext context)
    {
        var shown = context.Request.Headers[options.KeyHeader];
        if (shown.Count != 1 || !_keys.Contain(shown[0]!))
        {
            throw new RefusedException(StatusCodes.Status401Unauthorized, $"The header {options.KeyHeader} holds no key that is accepted.");
        }

        var body = await PostBody.ReadAsync(context, options.MaxBodySize, time);
        var id = ReadId(body);
        return await entrance.EnterAsync(
            id,
            tries => new ReceivedMessage
            {
                Id = id,
                ReceiptHandle = string.Empty,
                Body = Encoding.UTF8.GetString(body.Span),
                ReceiveCount = tries,
            },
            context.RequestAborted);
    }

    /// <summary>Returns the id of an event, once all that an event has is there.</summary>
    private static string ReadId(ReadOnlyMemory<byte> body)
    {
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
        var hasDetail = false;
        StrictMembers.Read(body.Span, (string name, ref Utf8JsonReader reader) =>
        {
            switch (name)
            {
                case "id" or "detail-type" or "source" or "account" or "region" or "time":
                    texts[name] = StrictMembers.ReadString(ref reader);
                    break;
                case "detail":
                    reader.Read();
                    hasDetail = reader.TokenType == JsonTokenType.StartObject;
                    reader.Skip();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        });
        if (texts.Count != 6 || texts.Values.Any(string.IsNullOrEmpty) || !hasDetail)
        {
            throw RefusedException.Malformed("The body is no event of EventBridge.");
        }

        return Guid.TryParseExact(texts["id"], "D", out _)
            ? texts["id"]!
            : throw RefusedException.Malformed("The event has no id as EventBridge gives it.");
    }
}
