using System.Text.Json;

namespace Messaging.Local;

/// <summary>Reads <c>["=", 5]</c>, <c>["&gt;", 0, "&lt;=", 5]</c> and the like.</summary>
internal static class NumericRange
{
    public static ValueTest Read(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            throw new PatternException("Value of numeric must be an array.");
        }

        if (value.GetArrayLength() == 0)
        {
            throw new PatternException("Invalid member in numeric match: ]");
        }

        var at = 0;
        var first = ReadTerm(value, ref at);
        if (at == value.GetArrayLength())
        {
            return Test(first.Operator, first.Number);
        }

        if (first.Operator is "=" or "<" or "<=")
        {
            throw new PatternException("Too many elements in numeric expression");
        }

        var second = ReadTerm(value, ref at);
        if (second.Operator is not ("<" or "<="))
        {
            throw new PatternException($"Bad numeric range operator: {second.Operator}");
        }

        if (at < value.GetArrayLength())
        {
            throw new PatternException("Too many terms in numeric range expression");
        }

        return first.Number < second.Number
            ? new ValueTest.InRange(first.Number, first.Operator == ">=", second.Number, second.Operator == "<=")
            : throw new PatternException("Bottom must be less than top");
    }

    private static (string Operator, double Number) ReadTerm(JsonElement list, ref int at)
    {
        var name = list[at];
        if (name.ValueKind != JsonValueKind.String)
        {
            throw new PatternException(at == 0
                ? $"Invalid member in numeric match: {name.GetRawText()}"
                : $"Bad value in numeric range: {name.GetRawText()}");
        }

        var text = name.GetString()!;
        if (text is not ("=" or "<" or "<=" or ">" or ">="))
        {
            throw new PatternException($"Unrecognized numeric range operator: {text}");
        }

        if (++at >= list.GetArrayLength() || list[at].ValueKind != JsonValueKind.Number)
        {
            throw new PatternException($"Value of {(text == "=" ? "equals" : text)} must be numeric");
        }

        return (text, list[at++].GetDouble());
    }

    private static ValueTest Test(string name, double number) => name switch
    {
        "=" => new ValueTest.ExactNumber(number),
        "<" => new ValueTest.InRange(double.NegativeInfinity, true, number, false),
        "<=" => new ValueTest.InRange(double.NegativeInfinity, true, number, true),
        ">" => new ValueTest.InRange(number, false, double.PositiveInfinity, true),
        _ => new ValueTest.InRange(number, true, double.PositiveInfinity, true),
    };
}
