using System.Text;
using Amazon.SQS.Model;
using Messaging.Aws;

namespace Messaging.Sqs;

/// <summary>Makes the copy of a message that goes to the dead-letter queue.</summary>
internal static class DeadLetterCopy
{
    public const string ReasonAttribute = "dead-letter-reason";

    public const string SourceAttribute = "dead-letter-source";

    // A reason is for people; a long one would take the room of the message.
    private const int MaxReasonBytes = 1024;

    public static SendMessageRequest Of(ReceivedMessage message, string reason, QueueFacts facts)
    {
        var copy = WithoutNotes(message, facts);
        var attributes = copy.MessageAttributes ?? new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal);
        AddNotes(attributes, message.Body, reason, facts.QueueName);
        copy.MessageAttributes = attributes.Count > 0 ? attributes : null;
        return copy;
    }

    /// <summary>Makes a copy that is no larger than the message itself.</summary>
    public static SendMessageRequest WithoutNotes(ReceivedMessage message, QueueFacts facts)
    {
        var original = message.TransportMessage as Message;
        var attributes = Copy(original?.MessageAttributes);

        // A message that was set aside before carries the notes of that time.
        attributes.Remove(ReasonAttribute);
        attributes.Remove(SourceAttribute);

        // The kind of the queue that takes the copy counts, where it is another than that of the message's own.
        var isFifo = facts.DeadLetterQueue?.EndsWith(".fifo", StringComparison.Ordinal) ?? facts.IsFifo;
        var copy = new SendMessageRequest
        {
            MessageBody = message.Body,
            MessageAttributes = attributes.Count > 0 ? attributes : null,
            MessageGroupId = message.GroupId ?? (isFifo ? message.Id : null),
            // As SQS does when it moves a message itself: two messages never hide each other there.
            MessageDeduplicationId = isFifo ? message.Id : null,
        };
        if (original?.Attributes?.GetValueOrDefault(TraceHeader.SystemAttribute) is { Length: > 0 } trace)
        {
            copy.MessageSystemAttributes = new Dictionary<string, MessageSystemAttributeValue>
            {
                [TraceHeader.SystemAttribute] = new() { DataType = "String", StringValue = trace },
            };
        }

        return copy;
    }

    private static Dictionary<string, MessageAttributeValue> Copy(Dictionary<string, MessageAttributeValue>? original)
    {
        var copy = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal);
        foreach (var (name, value) in original ?? [])
        {
            copy[name] = new MessageAttributeValue
            {
                DataType = value.DataType,
                StringValue = value.StringValue,
                // The stream of a receive can be read once; a retried copy needs it again.
                BinaryValue = value.BinaryValue is { } binary ? new MemoryStream(binary.ToArray()) : null,
            };
        }

        return copy;
    }

    private static void AddNotes(
        Dictionary<string, MessageAttributeValue> attributes, string body, string reason, string source)
    {
        var room = SqsLimits.MaxMessageBytes - Encoding.UTF8.GetByteCount(body) - attributes.Sum(Bytes);
        room -= Add(attributes, ReasonAttribute, reason, Math.Min(room, SqsLimits.StringAttributeBytes(ReasonAttribute, "") + MaxReasonBytes));
        if (SqsLimits.StringAttributeBytes(SourceAttribute, source) <= room)
        {
            Add(attributes, SourceAttribute, source, room);
        }
    }

    private static int Add(Dictionary<string, MessageAttributeValue> attributes, string name, string value, int room)
    {
        var text = LegalText.AttributeValue(value, room - SqsLimits.StringAttributeBytes(name, ""));
        if (attributes.Count >= SqsLimits.MaxAttributes || string.IsNullOrWhiteSpace(text))
        {
            return 0;
        }

        attributes[name] = new MessageAttributeValue { DataType = "String", StringValue = text };
        return SqsLimits.StringAttributeBytes(name, text);
    }

    private static int Bytes(KeyValuePair<string, MessageAttributeValue> attribute) =>
        Encoding.UTF8.GetByteCount(attribute.Key)
        + Encoding.UTF8.GetByteCount(attribute.Value.DataType ?? "")
        + (attribute.Value.BinaryValue is { } binary
            ? (int)binary.Length
            : Encoding.UTF8.GetByteCount(attribute.Value.StringValue ?? ""));
}
