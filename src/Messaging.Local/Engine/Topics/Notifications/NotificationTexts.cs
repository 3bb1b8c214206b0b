using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>Writes the JSON around what topics send, member by member as SNS orders them.</summary>
internal static class NotificationTexts
{
    // What functions are told whatever the topic's version is, by which the text is signed all the same.
    private const string FunctionSignatureVersion = "1";

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the envelope for queues, e-mail and HTTP endpoints.</summary>
    public static string Envelope(Notification notification, Subscription subscription, NotificationSigner signer)
    {
        var message = notification.TextFor(subscription.Protocol);
        var signed = Signed(notification, message, signer);
        return Pretty(
        [
            ("Type", "Notification"),
            ("MessageId", notification.Id.ToString()),
            ("SequenceNumber", notification.SequenceNumber),
            ("TopicArn", notification.Topic.Arn),
            ("Subject", notification.Request.Subject),
            ("Message", message),
            ("Timestamp", Time(notification.Time)),
            ("SignatureVersion", signed?.Version),
            ("Signature", signed?.Signature),
            ("SigningCertURL", signed?.Certificate),
            ("UnsubscribeURL", Unsubscribe(notification, subscription)),
        ],
        Attributes(notification));
    }

    /// <summary>Writes the event that a function gets.</summary>
    public static string FunctionEvent(Notification notification, Subscription subscription, NotificationSigner signer)
    {
        var message = notification.TextFor(subscription.Protocol);
        var signed = Signed(notification, message, signer);
        return Write(json =>
        {
            json.WriteStartArray("Records");
            json.WriteStartObject();
            json.WriteString("EventSource", "aws:sns");
            json.WriteString("EventVersion", "1.0");
            json.WriteString("EventSubscriptionArn", subscription.Arn);
            json.WriteStartObject("Sns");
            json.WriteString("Type", "Notification");
            json.WriteString("MessageId", notification.Id.ToString());
            json.WriteString("TopicArn", notification.Topic.Arn);
            json.WriteString("Subject", notification.Request.Subject);
            json.WriteString("Message", message);
            json.WriteString("Timestamp", Time(notification.Time));
            json.WriteString("SignatureVersion", signed is null ? null : FunctionSignatureVersion);
            json.WriteString("Signature", signed?.Signature);
            json.WriteString("SigningCertUrl", signed?.Certificate);
            json.WriteString("UnsubscribeUrl", Unsubscribe(notification, subscription));
            json.WriteStartObject("MessageAttributes");
            WriteAttributes(json, notification);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    /// <summary>Writes what asks an endpoint to confirm that it was subscribed, or unsubscribed.</summary>
    public static string Confirmation(
        string type, Guid id, Topic topic, Subscription subscription, DateTime now, Uri endpoint, NotificationSigner signer)
    {
        var address = $"{endpoint}?Action=ConfirmSubscription&TopicArn={topic.Arn}&Token={subscription.Token}";
        var text = type == "SubscriptionConfirmation"
            ? $"You have chosen to subscribe to the topic {topic.Arn}.\n" +
              "To confirm the subscription, visit the SubscribeURL included in this message."
            : $"You have chosen to deactivate subscription {subscription.Arn}.\n" +
              "To cancel this operation and restore the subscription, visit the SubscribeURL included in this message.";
        var signature = signer.Sign(topic.SignatureVersion,
        [
            ("Message", text), ("MessageId", id.ToString()), ("SubscribeURL", address), ("Timestamp", Time(now)),
            ("Token", subscription.Token), ("TopicArn", topic.Arn), ("Type", type),
        ]);
        return Pretty(
        [
            ("Type", type),
            ("MessageId", id.ToString()),
            ("Token", subscription.Token),
            ("TopicArn", topic.Arn),
            ("Message", text),
            ("SubscribeURL", address),
            ("Timestamp", Time(now)),
            ("SignatureVersion", topic.SignatureVersion),
            ("Signature", signature),
            ("SigningCertURL", endpoint + signer.Path),
        ],
        null);
    }

    private static (string Version, string Signature, string Certificate)? Signed(
        Notification notification, string message, NotificationSigner signer)
    {
        if (notification.Topic.IsFifo)
        {
            return null;
        }

        var version = notification.Topic.SignatureVersion;
        var signature = notification.SignatureOf(message, () => signer.Sign(version,
        [
            ("Message", message), ("MessageId", notification.Id.ToString()), ("Subject", notification.Request.Subject),
            ("Timestamp", Time(notification.Time)), ("TopicArn", notification.Topic.Arn), ("Type", "Notification"),
        ]));
        return (version, signature, notification.Endpoint + signer.Path);
    }

    private static string Unsubscribe(Notification notification, Subscription subscription) =>
        $"{notification.Endpoint}?Action=Unsubscribe&SubscriptionArn={subscription.Arn}";

    private static string? Attributes(Notification notification) =>
        notification.Request.Attributes.Count == 0 || notification.Request.Structure is not null
            ? null
            : Write(json => WriteAttributes(json, notification));

    private static void WriteAttributes(Utf8JsonWriter json, Notification notification)
    {
        if (notification.Request.Structure is not null)
        {
            // Attributes are sent only with a message that is one text for all.
            return;
        }

        foreach (var attribute in notification.Request.Attributes)
        {
            json.WriteStartObject(attribute.Name);
            json.WriteString("Type", attribute.DataType);
            json.WriteString("Value", attribute.Bytes is { } bytes ? Convert.ToBase64String(bytes) : attribute.Text);
            json.WriteEndObject();
        }
    }

    /// <summary>Writes an object with one member a line, as SNS does.</summary>
    private static string Pretty(IEnumerable<(string Name, string? Value)> members, string? attributes)
    {
        var lines = members
            .Where(member => member.Value is not null)
            .Select(member => $"  \"{member.Name}\" : \"{JsonEncodedText.Encode(member.Value!, Compact.Encoder)}\"")
            .Concat(attributes is null ? [] : [$"  \"MessageAttributes\" : {attributes}"]);
        return $"{{\n{string.Join(",\n", lines)}\n}}";
    }

    private static string Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Time(DateTime time) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
