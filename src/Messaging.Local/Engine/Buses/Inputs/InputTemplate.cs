using System.Text;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>The template of an input transformer: text with placeholders such as <c>&lt;name&gt;</c>.</summary>
/// <remarks>
/// A placeholder between quotes becomes text, any other becomes JSON. A template that begins as JSON gives compact JSON
/// or, when what comes out is none, nothing. Any other template is copied as it is, quotes included.
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
/// </remarks>
internal sealed class InputTemplate
{
    private readonly List<Part> _parts = [];
    private readonly bool _isJson;

    public InputTemplate(string text)
    {
        _isJson = text.AsSpan().TrimStart() is ['{', ..] or ['[', ..];
        var literal = 0;
        var inQuotes = false;
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\\':
                    at++;
                    break;
                case '"':
                    inQuotes = !inQuotes;
                    break;
                case '<' when LengthOfName(text, at + 1) is > 0 and var length:
                    _parts.Add(new Part(text[literal..at], IsPlaceholder: false, inQuotes));
                    _parts.Add(new Part(text.Substring(at + 1, length), IsPlaceholder: true, inQuotes));
                    at += length + 1;
                    literal = at + 1;
                    break;
            }
        }

        _parts.Add(new Part(text[literal..], IsPlaceholder: false, inQuotes));
    }

    /// <summary>Gets the names between angle brackets.</summary>
    public IEnumerable<string> Placeholders => _parts.Where(part => part.IsPlaceholder).Select(part => part.Text);

    /// <summary>Fills the template, or returns null when the result is not JSON though it should be, or is too big.</summary>
    /// <param name="find">Finds the value of a placeholder; null for one that the event does not have.</param>
    public string? Fill(Func<string, JsonElement?> find)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            if (part.IsPlaceholder)
            {
                Write(text, find(part.Text), part.InQuotes);
            }
            else
            {
                text.Append(part.Text);
            }

            // No target takes more. Without a limit, a short template could repeat a large event a thousand times.
            if (text.Length > BusLimits.PutSize)
            {
                return null;
            }
        }

        return _isJson ? Compact(text.ToString()) : text.ToString();
    }

    private void Write(StringBuilder into, JsonElement? value, bool inQuotes)
    {
        if (value is not { } found)
        {
            into.Append(inQuotes ? string.Empty : "\"\"");
        }
        else if (found.ValueKind == JsonValueKind.String)
        {
            CompactJson.Write(into, found, quotes: !inQuotes);
        }
        else
        {
            // An object between quotes loses its own quotes, but only where the whole is not to be JSON.
            CompactJson.Write(into, found, quotes: !inQuotes || _isJson);
        }
    }

    private static string? Compact(string json)
    {
        if (CompactJson.Parse(json) is not { } value)
        {
            return null;
        }

        var text = new StringBuilder(json.Length);
        CompactJson.Write(text, value);
        return text.ToString();
    }

    /// <summary>Returns how long the name is that ends with a closing bracket, or 0 when there is none.</summary>
    private static int LengthOfName(string text, int from)
    {
        var at = from;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-' or '.'))
        {
            at++;
        }

        return at < text.Length && text[at] == '>' ? at - from : 0;
    }

    private readonly record struct Part(string Text, bool IsPlaceholder, bool InQuotes);
}
