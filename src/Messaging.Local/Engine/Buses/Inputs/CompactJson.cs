using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>Reads JSON that users give to EventBridge, and writes it without a space.</summary>
internal static class CompactJson
{
    // Deeper than the detail of an event may be, since events and templates put more around it.
    private const int Depth = 2 * BusLimits.JsonDepth;

    /// <summary>Reads JSON, or returns null when the text is none or too deep.</summary>
    public static JsonElement? Parse(string text, int depth = Depth)
    {
        try
        {
            using var document = JsonDocument.Parse(
                WithoutLoneSurrogates(text), new JsonDocumentOptions { MaxDepth = depth });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes a value: numbers as they were given, texts with no more escapes than JSON needs.</summary>
    /// <param name="into">Where it is written.</param>
    /// <param name="value">What is written.</param>
    /// <param name="quotes">Whether texts and names stand in quotes.</param>
    public static void Write(StringBuilder into, JsonElement value, bool quotes = true)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(into, value, quotes);
                break;
            case JsonValueKind.Array:
                WriteArray(into, value, quotes);
                break;
            case JsonValueKind.String:
                WriteText(into, value.GetString()!, quotes);
                break;
            default:
                into.Append(value.GetRawText());
                break;
        }
    }

    public static void WriteText(StringBuilder into, string text, bool quotes = true)
    {
        Quote(into, quotes);
        foreach (var character in text)
        {
            switch (character)
            {
                case '"' or '\\':
                    into.Append('\\').Append(character);
                    break;
                case '\n':
                    into.Append("\\n");
                    break;
                case '\r':
                    into.Append("\\r");
                    break;
                case '\t':
                    into.Append("\\t");
                    break;
                case '\b':
                    into.Append("\\b");
                    break;
                case '\f':
                    into.Append("\\f");
                    break;
                case < ' ':
                    into.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    into.Append(character);
                    break;
            }
        }

        Quote(into, quotes);
    }

    private static void WriteObject(StringBuilder into, JsonElement value, bool quotes)
    {
        into.Append('{');
        var first = true;
        foreach (var property in value.EnumerateObject())
        {
            Separate(into, ref first);
            WriteText(into, property.Name, quotes);
            into.Append(':');
            Write(into, property.Value, quotes);
        }

        into.Append('}');
    }

    private static void WriteArray(StringBuilder into, JsonElement value, bool quotes)
    {
        into.Append('[');
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            Separate(into, ref first);
            Write(into, item, quotes);
        }

        into.Append(']');
    }

    private static void Separate(StringBuilder into, ref bool first)
    {
        if (!first)
        {
            into.Append(',');
        }

        first = false;
    }

    private static void Quote(StringBuilder into, bool quotes)
    {
        if (quotes)
        {
            into.Append('"');
        }
    }

    /// <summary>
    /// Replaces escapes that are half of a character. JSON allows them, but they cannot be read as text.
    /// </summary>
    private static string WithoutLoneSurrogates(string text)
    {
        if (!text.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            // An escape that is no half stays with the character after its backslash, which may be another one.
            var length = text[at] != '\\' ? 1 : Math.Min(2, text.Length - at);
            if (Escaped(text, at) is { } half && char.IsSurrogate(half))
            {
                length = 6;
                if (char.IsHighSurrogate(half) && Escaped(text, at + 6) is { } low && char.IsLowSurrogate(low))
                {
                    length = 12;
                }
                else
                {
                    clean.Append("\\ufffd");
                    at += length;
                    continue;
                }
            }

            clean.Append(text, at, length);
            at += length;
        }

        return clean.ToString();
    }

    private static char? Escaped(string text, int at) =>
        at + 6 <= text.Length && text[at] == '\\' && text[at + 1] == 'u'
        && ushort.TryParse(
            text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : null;
}
