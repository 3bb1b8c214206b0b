using System.Text;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>Makes a text of an event: values found by paths, put into a template.</summary>
/// <remarks>https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html</remarks>
internal sealed class InputTransformer(IReadOnlyDictionary<string, string> paths, string template)
{
    private const string Predefined = "aws.events.";

    private readonly Dictionary<string, JsonPath?> _paths =
        paths.ToDictionary(pair => pair.Key, pair => JsonPath.TryParse(pair.Value), StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Paths => paths;

    public string Template => template;

    /// <summary>Returns the name of a placeholder that nothing defines, or null.</summary>
    public string? FindUndefined()
    {
        for (var at = 0; at < template.Length; at++)
        {
            if (PlaceholderAt(at) is { } name)
            {
                if (!_paths.ContainsKey(name) && name is not ("aws.events.rule-arn" or "aws.events.rule-name"
                    or "aws.events.event.ingestion-time" or "aws.events.event.json" or "aws.events.event"))
                {
                    return name;
                }

                at += name.Length + 1;
            }
        }

        return null;
    }

    /// <summary>Returns the text for an event, or null where it would be JSON and is not: that is not delivered.</summary>
    public string? Apply(BusEvent @event, Rule rule)
    {
        var isText = template.AsSpan().TrimStart() is not ['{' or '[', ..];
        using var document = JsonDocument.Parse(@event.Text, JsonWriting.Deep);
        var output = new StringBuilder();
        var isQuoted = false;
        for (var at = 0; at < template.Length; at++)
        {
            if (PlaceholderAt(at) is { } name)
            {
                output.Append(Value(name, document.RootElement, @event, rule, isQuoted, isText));
                at += name.Length + 1;
                continue;
            }

            output.Append(template[at]);
            if (template[at] == '\\' && at + 1 < template.Length)
            {
                output.Append(template[++at]);
            }
            else if (template[at] == '"')
            {
                isQuoted = !isQuoted;
            }
        }

        return isText ? output.ToString() : Compact(output.ToString());
    }

    private static string? Compact(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, JsonWriting.Deep);
            return JsonWriting.Element(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string? PlaceholderAt(int at)
    {
        if (template[at] != '<')
        {
            return null;
        }

        var end = template.IndexOf('>', at);
        var name = end < 0 ? [] : template.AsSpan(at + 1, end - at - 1);
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
            {
                return null;
            }
        }

        return name.IsEmpty ? null : name.ToString();
    }

    private string Value(string name, JsonElement root, BusEvent @event, Rule rule, bool isQuoted, bool isText)
    {
        if (name.StartsWith(Predefined, StringComparison.Ordinal) && !_paths.ContainsKey(name))
        {
            return name switch
            {
                "aws.events.rule-arn" => Text(rule.Arn, isQuoted, isText),
                "aws.events.rule-name" => Text(rule.Name, isQuoted, isText),
                "aws.events.event.ingestion-time" => Text(BusEvent.Write(@event.IngestedAt), isQuoted, isText),
                "aws.events.event.json" => Json(@event.Text, isQuoted, isText),
                _ => Json(@event.TextWithoutDetail(), isQuoted, isText),
            };
        }

        if (_paths.GetValueOrDefault(name) is not { } path || !path.TryFind(root, out var found))
        {
            return Text(string.Empty, isQuoted, isText);
        }

        return found.ValueKind == JsonValueKind.String
            ? Text(found.GetString()!, isQuoted, isText)
            : Json(JsonWriting.Element(found), isQuoted, isText);
    }

    private static string Text(string text, bool isQuoted, bool isText) =>
        isQuoted ? (isText ? text : JsonWriting.Escape(text))
        : isText ? text
        : JsonWriting.Quote(text);

    /// <summary>Within the quotes of a text, objects and lists lose their own quotes.</summary>
    private static string Json(string json, bool isQuoted, bool isText) =>
        isQuoted && isText ? json.Replace("\"", string.Empty, StringComparison.Ordinal) : json;
}
