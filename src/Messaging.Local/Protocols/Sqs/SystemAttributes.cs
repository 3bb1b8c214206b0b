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
        var selected = new List<KeyValuePair<string, string>>(capacity: 6);
        Add("SenderId", sender);
        Add("SentTimestamp", Milliseconds(message.SentAt));
        Add("ApproximateReceiveCount", message.ReceiveCount.ToString(CultureInfo.InvariantCulture));
        Add("ApproximateFirstReceiveTimestamp", Milliseconds(message.FirstReceivedAt));
        Add("SequenceNumber", message.Sequence is { } number ? SequenceNumber(number) : null);
        Add("MessageDeduplicationId", content.DeduplicationId);
        Add("MessageGroupId", content.GroupId);
        Add(TraceHeader, content.TraceHeader);
        Add("DeadLetterQueueSourceArn", message.DeadLetterSourceArn);
        return selected;

        void Add(string name, string? value)
        {
            if (value is not null && (all || names.Contains(name)))
            {
                selected.Add(KeyValuePair.Create(name, value));
            }
        }
    }

    /// <summary>Writes a place in the order as SQS does: twenty digits.</summary>
    public static string SequenceNumber(long number) =>
        SequencePrefix + number.ToString("D15", CultureInfo.InvariantCulture);

    private static string Milliseconds(DateTime time) =>
        new DateTimeOffset(time).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
