using System.Text.Json;

namespace Messaging.Lambda;

/// <summary>Writes what a function answers to the event-source mapping of a queue.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting</remarks>
internal static class BatchAnswer
{
    /// <summary>The answer to events that no answer is expected to.</summary>
    public static readonly ReadOnlyMemory<byte> Empty = "{}"u8.ToArray();

    public static ReadOnlyMemory<byte> Write(IEnumerable<string> failedIds)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("batchItemFailures");
            foreach (var id in failedIds)
            {
                json.WriteStartObject();
                json.WriteString("itemIdentifier", id);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
