using System.Globalization;
using System.Text.Json;
using Amazon.SQS.Model;
using Messaging.Aws;

namespace Messaging.Lambda;

/// <summary>Reads one record of an SQS event.</summary>
internal static class SqsRecordReader
{
    /// <exception cref="LambdaEventException">It lacks what every message has.</exception>
    public static BatchRecord Read(JsonElement record)
    {
        var id = Members.Text(record, "messageId");
        var receipt = Members.Text(record, "receiptHandle");
        if (string.IsNullOrEmpty(id) || receipt is null || !record.TryGetProperty("body", out var body))
        {
            throw new LambdaEventException(
                "The event is malformed: a record of SQS lacks its 'messageId', 'receiptHandle' or 'body'. Nothing was handled.");
        }

        var system = Members.Of(record, "attributes")
            .Where(attribute => attribute.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(attribute => attribute.Name, attribute => attribute.Value.GetString()!, StringComparer.Ordinal);
        var defect = TryReadBody(body, out var text);
        var typed = Members.Of(record, "messageAttributes")
            .ToDictionary(attribute => attribute.Name, attribute => ReadAttribute(attribute.Value), StringComparer.Ordinal);
        var message = new ReceivedMessage
        {
            Id = id,
            ReceiptHandle = receipt,
            Body = text,
            Attributes = Strings(typed),
            ReceiveCount = int.TryParse(
                system.GetValueOrDefault("ApproximateReceiveCount"), CultureInfo.InvariantCulture, out var receives)
                ? Math.Max(receives, 1)
                : 1,
            GroupId = system.GetValueOrDefault("MessageGroupId"),
            TraceParent = TraceHeader.ToTraceParent(system.GetValueOrDefault(TraceHeader.SystemAttribute)),
            SentAt = SentAt(system.GetValueOrDefault("SentTimestamp")),
            TransportMessage = new Message { MessageId = id, Body = text, Attributes = system, MessageAttributes = typed },
        };
        return new BatchRecord(message) { Defect = defect };
    }

    private static string? TryReadBody(JsonElement body, out string text)
    {
        text = string.Empty;
        if (body.ValueKind != JsonValueKind.String)
        {
            return "The body of the record is no text.";
        }

        try
        {
            text = body.GetString()!;
            return null;
        }
        catch (InvalidOperationException)
        {
            return "The body holds half of a surrogate pair, which is no text.";
        }
    }

    private static MessageAttributeValue ReadAttribute(JsonElement attribute) => new()
    {
        DataType = Members.Text(attribute, "dataType"),
        StringValue = Members.Text(attribute, "stringValue"),
        BinaryValue = attribute.ValueKind == JsonValueKind.Object
            && attribute.TryGetProperty("binaryValue", out var binary) && binary.ValueKind == JsonValueKind.String
            && binary.TryGetBytesFromBase64(out var bytes)
            ? new MemoryStream(bytes)
            : null,
    };

    private static Dictionary<string, string> Strings(Dictionary<string, MessageAttributeValue> typed) => typed
        .Where(attribute => attribute.Value.StringValue is not null
            && (attribute.Value.DataType == "String" || attribute.Value.DataType?.StartsWith("String.", StringComparison.Ordinal) == true))
        .ToDictionary(attribute => attribute.Key, attribute => attribute.Value.StringValue, StringComparer.Ordinal);

    private static DateTimeOffset? SentAt(string? milliseconds) =>
        long.TryParse(milliseconds, CultureInfo.InvariantCulture, out var since)
        && since >= 0 && since <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(since)
            : null;
}
