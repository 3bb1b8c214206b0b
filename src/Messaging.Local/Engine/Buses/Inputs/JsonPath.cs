using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>
/// A path into an event: <c>$</c>, then names (<c>.name</c>, <c>['name']</c>), indexes (<c>[0]</c>) and <c>[*]</c>.
/// </summary>
internal sealed class JsonPath
{
    private const int Every = -1;

    private readonly List<Step> _steps = [];
    private bool _isDefinite = true;

    private JsonPath()
    {
    }

    /// <summary>Reads a path, or returns null when it is none.</summary>
    public static JsonPath? Parse(string text)
    {
        if (!text.StartsWith('$'))
        {
            return null;
        }

        var path = new JsonPath();
        for (var at = 1; at < text.Length;)
        {
            var isRead = text[at] switch
            {
                '.' => path.ReadName(text, ref at),
                '[' => path.ReadBracket(text, ref at),
                _ => false,
            };
            if (!isRead)
            {
                return null;
            }
        }

        return path;
    }

    /// <summary>
    /// Finds what the path leads to, or null. With <c>[*]</c> it is the list of all that is found, which may be empty.
    /// </summary>
    public JsonElement? Find(JsonElement root)
    {
        List<JsonElement> found = [root];
        foreach (var step in _steps)
        {
            found = [.. found.SelectMany(step.Apply)];
        }

        if (_isDefinite)
        {
            return found.Count == 0 ? null : found[0];
        }

        var list = new StringBuilder("[");
        foreach (var element in found)
        {
            list.Append(list.Length > 1 ? "," : string.Empty);
            CompactJson.Write(list, element);
        }

        return CompactJson.Parse(list.Append(']').ToString());
    }

    private bool ReadName(string text, ref int at)
    {
        var from = at + 1;
        at = text.AsSpan(from).IndexOfAny('.', '[') is var length and >= 0 ? from + length : text.Length;
        var name = text[from..at];
        if (name == "*")
        {
            return AddEvery();
        }

        _steps.Add(new Step(name, 0));
        return name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or ':' or '/' or '@' or '$');
    }

    private bool ReadBracket(string text, ref int at)
    {
        var from = at + 1;
        if (from < text.Length && text[from] is '\'' or '"')
        {
            var end = text.IndexOf(text[from], from + 1);
            if (end < 0 || end + 1 >= text.Length || text[end + 1] != ']')
            {
                return false;
            }

            _steps.Add(new Step(text[(from + 1)..end], 0));
            at = end + 2;
            return true;
        }

        var close = text.IndexOf(']', from);
        if (close < 0)
        {
            return false;
        }

        at = close + 1;
        var inner = text.AsSpan(from, close - from);
        if (inner is "*")
        {
            return AddEvery();
        }

        var isIndex = int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var index);
        _steps.Add(new Step(null, index));
        return isIndex;
    }

    private bool AddEvery()
    {
        _steps.Add(new Step(null, Every));
        _isDefinite = false;
        return true;
    }

    private readonly record struct Step(string? Name, int Index)
    {
        public IEnumerable<JsonElement> Apply(JsonElement element)
        {
            if (Name is not null)
            {
                return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(Name, out var member)
                    ? [member]
                    : [];
            }

            if (Index == Every)
            {
                return element.ValueKind switch
                {
                    JsonValueKind.Array => element.EnumerateArray(),
                    JsonValueKind.Object => element.EnumerateObject().Select(property => property.Value),
                    _ => [],
                };
            }

            return element.ValueKind == JsonValueKind.Array && Index < element.GetArrayLength() ? [element[Index]] : [];
        }
    }
}
