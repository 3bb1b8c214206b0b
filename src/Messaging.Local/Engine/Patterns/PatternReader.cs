using System.Text.Json;

namespace Messaging.Local;

/// <summary>Reads a pattern into alternatives, each a list of what must be true together.</summary>
internal sealed class PatternReader(PatternGrammar grammar)
{
    private const int MostAlternatives = 1000;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "exactly", "prefix", "suffix", "equals-ignore-case", "anything-but", "numeric", "exists", "cidr", "wildcard",
    };

    private readonly ValueTestReader _values = new(grammar);

    public List<List<PatternLeaf>> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Deep);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new PatternException("Filter is not an object");
            }

            return ReadObject(document.RootElement, []);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new PatternException("Event pattern contains invalid JSON");
        }
    }

    private List<List<PatternLeaf>> ReadObject(JsonElement element, string[] path)
    {
        // Of members of one name the last counts.
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        if (members.Count == 0)
        {
            throw new PatternException("Empty objects are not allowed");
        }

        List<List<PatternLeaf>> alternatives = [[]];
        foreach (var (name, value) in members)
        {
            var more = name == "$or" && IsOr(value) ? ReadOr(value, path) : ReadMember(name, value, path);
            alternatives = Both(alternatives, more);
        }

        return alternatives;
    }

    private List<List<PatternLeaf>> ReadMember(string name, JsonElement value, string[] path)
    {
        string[] here = [.. path, .. name.Split('.')];
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when grammar.AllowsNested:
                return ReadObject(value, here);
            case JsonValueKind.Object:
                throw new PatternException("Filter policy scope MessageAttributes does not support nested filter policy");
            case JsonValueKind.Array:
                return [[ReadLeaf(value, here)]];
            default:
                throw new PatternException($"\"{name}\" must be an object or an array");
        }
    }

    private PatternLeaf ReadLeaf(JsonElement list, string[] path)
    {
        if (list.GetArrayLength() == 0)
        {
            throw new PatternException("Empty arrays are not allowed");
        }

        var tests = new List<ValueTest>();
        var acceptsAbsence = false;
        foreach (var item in list.EnumerateArray())
        {
            if (_values.Read(item) is { } test)
            {
                tests.Add(test);
            }
            else
            {
                acceptsAbsence = true;
            }
        }

        return new PatternLeaf(path, tests, acceptsAbsence);
    }

    private List<List<PatternLeaf>> ReadOr(JsonElement list, string[] path)
    {
        var alternatives = new List<List<PatternLeaf>>();
        foreach (var item in list.EnumerateArray())
        {
            alternatives.AddRange(ReadObject(item, path));
            CheckCount(alternatives.Count);
        }

        return alternatives;
    }

    /// <summary>Tells whether this is the operator and not a field that has its name.</summary>
    private static bool IsOr(JsonElement value) => value.ValueKind == JsonValueKind.Array
        && value.GetArrayLength() >= 2
        && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object
            && item.EnumerateObject().Any()
            && !item.EnumerateObject().Any(member => Reserved.Contains(member.Name)));

    private static List<List<PatternLeaf>> Both(List<List<PatternLeaf>> first, List<List<PatternLeaf>> second)
    {
        CheckCount((long)first.Count * second.Count);
        if (first.Count == 1 && second.Count == 1)
        {
            first[0].AddRange(second[0]);
            return first;
        }

        return [.. first.SelectMany(_ => second, (one, other) => (List<PatternLeaf>)[.. one, .. other])];
    }

    private static void CheckCount(long alternatives)
    {
        if (alternatives > MostAlternatives)
        {
            throw new PatternException(
                "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after " +
                "a wildcard character");
        }
    }
}
