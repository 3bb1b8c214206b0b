using System.Globalization;
using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Reads what the wrappings of the services have in common.</summary>
internal static class WrappedText
{
    // What is inside may be deep; the reader only skips it, without recursion.
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 1000 };

    /// <summary>Reads the members of an object.</summary>
    /// <returns>Whether the text is one JSON object and nothing else, as far as a .NET string can hold its strings.</returns>
    public static bool TryRead<TParts>(ReadOnlySpan<byte> json, TParts parts)
        where TParts : class, IWrappedParts
    {
        try
        {
            var reader = new Utf8JsonReader(json, ReaderOptions);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                parts.ReadMember(ref reader);
            }

            return !reader.Read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A string with half of a surrogate pair is well-formed JSON that no .NET string can hold.
            return false;
        }
    }

    /// <summary>Reads the value after a property name: a string, or null for anything else, which is skipped.</summary>
    public static string? ReadString(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        reader.Skip();
        return null;
    }

    /// <summary>Looks whether a text is anything but a JSON object, by its first character.</summary>
    public static bool IsText(string text) => !text.AsSpan().TrimStart(" \t\r\n").StartsWith("{");

    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;
}
