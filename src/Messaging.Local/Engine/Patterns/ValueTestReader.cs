using System.Text.Json;

namespace Messaging.Local;

/// <summary>Reads one item of a list of values: a plain value, or an object with one operator.</summary>
internal sealed class ValueTestReader(PatternGrammar grammar)
{
    /// <summary>Returns the test, or null for what accepts that the field is absent.</summary>
    public ValueTest? Read(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.Object => ReadOperator(item),
        JsonValueKind.Array =>
            throw new PatternException("Match value must be String, number, true, false, or null"),
        _ => Plain(item),
    };

    private ValueTest? ReadOperator(JsonElement item)
    {
        var (name, value) = Single(item, "Only one key allowed in match expression");
        return name switch
        {
            "exactly" => new ValueTest.ExactText(Text(value, "exact match pattern must be a string")),
            "exists" => value.ValueKind switch
            {
                JsonValueKind.True => new ValueTest.Present(),
                JsonValueKind.False => null,
                _ => throw new PatternException("exists match pattern must be either true or false."),
            },
            "prefix" or "suffix" => Affix(name, value),
            "equals-ignore-case" =>
                new ValueTest.IgnoringCase(Text(value, "equals-ignore-case match pattern must be a string")),
            "wildcard" when grammar.AllowsWildcard => new ValueTest.Matching(
                Wildcard.Parse(Text(value, "wildcard match pattern must be a string"))),
            "anything-but" => AnythingBut(value),
            "numeric" => NumericRange.Read(value),
            "cidr" => new ValueTest.InNetwork(Cidr.Parse(Text(value, "prefix match pattern must be a string"))),
            _ => throw new PatternException($"Unrecognized match type {name}"),
        };
    }

    private ValueTest Affix(string name, JsonElement value)
    {
        var comparison = StringComparison.Ordinal;
        if (value.ValueKind == JsonValueKind.Object && grammar.AllowsIgnoreCaseWithin)
        {
            var (inner, text) = Single(value, "Only one key allowed in match expression");
            if (inner != "equals-ignore-case")
            {
                throw new PatternException($"Unsupported {name} pattern: {inner}");
            }

            comparison = StringComparison.OrdinalIgnoreCase;
            value = text;
        }

        return Affix(name, Text(value, $"{name} match pattern must be a string"), comparison);
    }

    private static ValueTest Affix(string name, string text, StringComparison comparison) => name == "prefix"
        ? new ValueTest.Prefix(text, comparison)
        : new ValueTest.Suffix(text, comparison);

    private static ValueTest Plain(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => new ValueTest.ExactText(item.GetString()!),
        JsonValueKind.Number => new ValueTest.ExactNumber(item.GetDouble()),
        _ => new ValueTest.Literal(item.ValueKind),
    };

    private ValueTest.AnythingBut AnythingBut(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String or JsonValueKind.Number:
                return new ValueTest.AnythingBut([Plain(value)]);
            case JsonValueKind.Array:
                return new ValueTest.AnythingBut(Scalars(value));
            case JsonValueKind.Object:
                return AnythingButOperator(value);
            default:
                throw new PatternException("Value of anything-but must be an array or single string/number value.");
        }
    }

    private static List<ValueTest> Scalars(JsonElement list)
    {
        if (list.GetArrayLength() == 0)
        {
            throw new PatternException("Empty arrays are not allowed");
        }

        var kind = list[0].ValueKind;
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
            {
                throw new PatternException("Inside anything but list, start|null|boolean is not supported.");
            }

            if (item.ValueKind != kind)
            {
                throw new PatternException(
                    "Inside anything but list, either all values are number or string, mixed type is not supported");
            }
        }

        return [.. list.EnumerateArray().Select(Plain)];
    }

    private ValueTest.AnythingBut AnythingButOperator(JsonElement value)
    {
        var (name, inner) = Single(value, "Only one key allowed in match expression");
        Func<string, ValueTest> make;
        string wrong;
        switch (name)
        {
            case "prefix":
            case "suffix" when grammar.AllowsAllAnythingBut:
                make = text => text.Length == 0
                    ? throw new PatternException("Null prefix/suffix not allowed")
                    : Affix(name, text, StringComparison.Ordinal);
                wrong = inner.ValueKind == JsonValueKind.Object
                    ? "Value of anything-but must be an array or single string/number value."
                    : "prefix/suffix match pattern must be a string";
                break;
            case "equals-ignore-case" when grammar.AllowsAllAnythingBut:
                make = text => new ValueTest.IgnoringCase(text);
                wrong = "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.";
                break;
            case "wildcard" when grammar.AllowsAllAnythingBut:
                make = text => new ValueTest.Matching(Wildcard.Parse(text));
                wrong = "wildcard match pattern must be a string";
                break;
            default:
                throw new PatternException($"Unsupported anything-but pattern: {name}");
        }

        if (inner.ValueKind != JsonValueKind.Array || !grammar.AllowsAllAnythingBut)
        {
            return new ValueTest.AnythingBut([make(Text(inner, wrong))]);
        }

        return inner.GetArrayLength() == 0
            ? throw new PatternException("Empty arrays are not allowed")
            : new ValueTest.AnythingBut([.. inner.EnumerateArray().Select(item => make(Text(item, wrong)))]);
    }

    private static (string Name, JsonElement Value) Single(JsonElement item, string otherwise)
    {
        var members = item.EnumerateObject().Take(2).ToList();
        return members.Count switch
        {
            0 => throw new PatternException("Empty objects are not allowed"),
            1 => (members[0].Name, members[0].Value),
            _ => throw new PatternException(otherwise),
        };
    }

    private static string Text(JsonElement value, string otherwise) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new PatternException(otherwise);
}
