using System.Globalization;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>A path into an event: <c>$.detail.items[0]['name']</c>.</summary>
internal sealed class JsonPath
{
    private readonly List<string> _steps = [];
    private readonly List<bool> _isIndex = [];

    /// <summary>Reads a path; null when it is none.</summary>
    public static JsonPath? TryParse(string text)
    {
        if (text.Length == 0 || text[0] != '$')
        {
            return null;
        }

        var path = new JsonPath();
        for (var at = 1; at < text.Length;)
        {
            var end = text[at] switch
            {
                '.' => path.ReadName(text, at + 1),
                '[' => path.ReadBracket(text, at + 1),
                _ => -1,
            };
            if (end < 0)
            {
                return null;
            }

            at = end;
        }

        return path;
    }

    /// <summary>Finds what is at the path.</summary>
    public bool TryFind(JsonElement root, out JsonElement found)
    {
        found = root;
        for (var at = 0; at < _steps.Count; at++)
        {
            if (_isIndex[at])
            {
                var index = int.Parse(_steps[at], CultureInfo.InvariantCulture);
                if (found.ValueKind != JsonValueKind.Array || index >= found.GetArrayLength())
                {
                    return false;
                }

                found = found[index];
            }
            else if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(_steps[at], out found))
            {
                return false;
            }
        }

        return true;
    }

    private int ReadName(string text, int start)
    {
        var end = start;
        while (end < text.Length && text[end] is not ('.' or '['))
        {
            end++;
        }

        if (end == start)
        {
            return -1;
        }

        Add(text[start..end], isIndex: false);
        return end;
    }

    private int ReadBracket(string text, int start)
    {
        var end = text.IndexOf(']', start);
        if (end < 0)
        {
            return -1;
        }

        var inner = text[start..end];
        if (inner.Length >= 2 && inner[0] is '\'' or '"' && inner[^1] == inner[0])
        {
            Add(inner[1..^1], isIndex: false);
        }
        else if (inner.Length is > 0 and < 9 && inner.All(char.IsAsciiDigit))
        {
            Add(inner, isIndex: true);
        }
        else
        {
            return -1;
        }

        return end + 1;
    }

    private void Add(string step, bool isIndex)
    {
        _steps.Add(step);
        _isIndex.Add(isIndex);
    }
}
