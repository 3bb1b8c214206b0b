using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Writes what several requests of EventBridge have in common. What is null is left out.</summary>
internal static class EventBridgeWriting
{
    public static void WriteIfSet(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void WriteTags(this Utf8JsonWriter writer, IReadOnlyDictionary<string, string>? tags)
    {
        if (tags is null || tags.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("Tags"u8);
        foreach (var (key, value) in tags)
        {
            writer.WriteStartObject();
            writer.WriteString("Key"u8, key);
            writer.WriteString("Value"u8, value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteTexts(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        for (var index = 0; index < values.Count; index++)
        {
            writer.WriteStringValue(values[index]);
        }

        writer.WriteEndArray();
    }
}
