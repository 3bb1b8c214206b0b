using System.Globalization;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>One received message as a record of the event that a function gets.</summary>
internal sealed class QueueRecord
{
    private const string SequencePrefix = "18849";

    private QueueRecord(ReceivedMessage message, byte[] json) => (Message, Json) = (message, json);

    public ReceivedMessage Message { get; }

    public string Id => Message.Id.ToString();

    /// <summary>Gets the record as it is in the event, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    public static QueueRecord Of(ReceivedMessage message, string queueArn, string account)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            Write(json, message, queueArn, account);
        }

        return new QueueRecord(message, bytes.ToArray());
    }

    /// <summary>Writes the event of a batch.</summary>
    public static string WriteEvent(IEnumerable<QueueRecord> records)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("Records");
            foreach (var record in records)
            {
                json.WriteRawValue(record.Json.Span, skipInputValidation: true);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Write(Utf8JsonWriter json, ReceivedMessage message, string queueArn, string account)
    {
        var content = message.Content;
        json.WriteStartObject();
        json.WriteString("messageId", message.Id.ToString());
        json.WriteString("receiptHandle", message.Handle);
        json.WriteString("body", content.Body);
        json.WriteStartObject("attributes");
        json.WriteString("ApproximateReceiveCount", message.ReceiveCount.ToString(CultureInfo.InvariantCulture));
        json.WriteString("SentTimestamp", Milliseconds(message.SentAt));
        json.WriteString("SenderId", account);
        json.WriteString("ApproximateFirstReceiveTimestamp", Milliseconds(message.FirstReceivedAt));
        WriteWhereThere(json, "SequenceNumber", message.Sequence is { } number
            ? SequencePrefix + number.ToString("D15", CultureInfo.InvariantCulture)
            : null);
        WriteWhereThere(json, "MessageGroupId", content.GroupId);
        WriteWhereThere(json, "MessageDeduplicationId", content.DeduplicationId);
        WriteWhereThere(json, "AWSTraceHeader", content.TraceHeader);
        WriteWhereThere(json, "DeadLetterQueueSourceArn", message.DeadLetterSourceArn);
        json.WriteEndObject();
        WriteAttributes(json, content.Attributes);
        json.WriteString("md5OfBody", Digests.OfBody(content.Body));
        json.WriteString("eventSource", "aws:sqs");
        json.WriteString("eventSourceARN", queueArn);
        json.WriteString("awsRegion", Arns.RegionOf(queueArn));
        json.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter json, IReadOnlyList<MessageAttribute> attributes)
    {
        json.WriteStartObject("messageAttributes");
        foreach (var attribute in attributes)
        {
            json.WriteStartObject(attribute.Name);
            WriteWhereThere(json, "stringValue", attribute.Text);
            if (attribute.Bytes is { } bytes)
            {
                json.WriteBase64String("binaryValue", bytes);
            }

            json.WriteStartArray("stringListValues");
            json.WriteEndArray();
            json.WriteStartArray("binaryListValues");
            json.WriteEndArray();
            json.WriteString("dataType", attribute.DataType);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (attributes.Count > 0)
        {
            WriteWhereThere(json, "md5OfMessageAttributes", Digests.OfAttributes(attributes));
        }
    }

    private static void WriteWhereThere(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static string Milliseconds(DateTime time) =>
        new DateTimeOffset(time).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
