using System.Globalization;

namespace Messaging.Local;

/// <summary>What a receive tells of a message besides its content, when it is asked for by name.</summary>
internal static class SystemAttributes
{
    public const string TraceHeader = "AWSTraceHeader";

    // The numbers of SQS are longer than 64 bits.
    private const string SequencePrefix = "18849";

    /// <summary>Returns those of the message's attributes that the names ask for.</summary>
    public static List<KeyValuePair<string, string>> Select(
        ReceivedMessage message, string sender, HashSet<string> names)
    {
        if (names.Count == 0)
        {
            return [];
        }

        var all = names.Contains("All");
        var content = message.Content;
        (string Name, string? Value)[] attributes =
        [
            ("SenderId", sender),
            ("SentTimestamp", Milliseconds(message.SentAt)),
            ("ApproximateReceiveCount", message.ReceiveCount.ToString(CultureInfo.InvariantCulture)),
            ("ApproximateFirstReceiveTimestamp", Milliseconds(message.FirstReceivedAt)),
            ("SequenceNumber", message.Sequence is { } number ? SequenceNumber(number) : null),
            ("MessageDeduplicationId", content.DeduplicationId),
            ("MessageGroupId", content.GroupId),
            (TraceHeader, content.TraceHeader),
            ("DeadLetterQueueSourceArn", message.DeadLetterSourceArn),
        ];
        return [.. attributes
            .Where(attribute => attribute.Value is not null && (all || names.Contains(attribute.Name)))
            .Select(attribute => KeyValuePair.Create(attribute.Name, attribute.Value!))];
    }

    /// <summary>Writes a place in the order as SQS does: twenty digits.</summary>
    public static string SequenceNumber(long number) =>
        SequencePrefix + number.ToString("D15", CultureInfo.InvariantCulture);

    private static string Milliseconds(DateTime time) =>
        new DateTimeOffset(time).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
