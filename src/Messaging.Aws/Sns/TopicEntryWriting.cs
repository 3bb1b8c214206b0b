using System.Globalization;

namespace Messaging.Aws;

/// <summary>Writes messages as the members of a Query request.</summary>
internal static class TopicEntryWriting
{
    private static readonly string[] Ids =
        [.. Enumerable.Range(0, BatchSize.Most).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    public static void Write(this QueryWriter writer, TopicEntry entry)
    {
        writer.Add("Message"u8, entry.Message);
        writer.Add("Subject"u8, entry.Subject);
        for (var index = 0; index < entry.Attributes.Count; index++)
        {
            var attribute = entry.Attributes[index];
            var number = index + 1;
            writer.Add("MessageAttributes.entry."u8, number, ".Name"u8, attribute.Name);
            writer.Add("MessageAttributes.entry."u8, number, ".Value.DataType"u8, attribute.DataType);
            writer.Add("MessageAttributes.entry."u8, number, ".Value.StringValue"u8, attribute.Value);
        }

        writer.Add("MessageGroupId"u8, entry.GroupId);
        writer.Add("MessageDeduplicationId"u8, entry.DeduplicationId);
    }

    public static void Write(this QueryWriter writer, TopicEntry entry, int index)
    {
        var list = "PublishBatchRequestEntries.member."u8;
        var number = index + 1;
        writer.Add(list, number, ".Id"u8, Ids[index]);
        writer.Add(list, number, ".Message"u8, entry.Message);
        writer.Add(list, number, ".Subject"u8, entry.Subject);
        for (var at = 0; at < entry.Attributes.Count; at++)
        {
            var attribute = entry.Attributes[at];
            var inner = ".MessageAttributes.entry."u8;
            writer.Add(list, number, inner, at + 1, ".Name"u8, attribute.Name);
            writer.Add(list, number, inner, at + 1, ".Value.DataType"u8, attribute.DataType);
            writer.Add(list, number, inner, at + 1, ".Value.StringValue"u8, attribute.Value);
        }

        writer.Add(list, number, ".MessageGroupId"u8, entry.GroupId);
        writer.Add(list, number, ".MessageDeduplicationId"u8, entry.DeduplicationId);
    }
}
