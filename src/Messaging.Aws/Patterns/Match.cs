using System.Globalization;
using System.Text.Json.Nodes;

namespace Messaging.Aws;

/// <summary>What a filter or a pattern asks of one value. Texts, numbers and truth values become exact matches by themselves.</summary>
/// <remarks>
/// See <see href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html"/> and
/// <see href="https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html"/>. SNS knows neither
/// <see cref="Wildcard"/> nor an <see cref="AnythingBut(string[])"/> around anything but texts, numbers and a prefix.
/// </remarks>
public sealed class Match
{
    private readonly Func<Func<Enum, JsonNode?>, JsonNode?> _json;

    private Match(Func<JsonNode?> json, MatchKind kind)
        : this(_ => json(), kind)
    {
    }

    private Match(Func<Func<Enum, JsonNode?>, JsonNode?> json, MatchKind kind)
    {
        _json = json;
        Kind = kind;
    }

    /// <summary>Gets what kind of value can match.</summary>
    internal MatchKind Kind { get; }

    /// <summary>Gets the values of enums that are asked for. How they are written is known with the property only.</summary>
    internal IReadOnlyList<Enum> Enums { get; private init; } = [];

    /// <summary>Matches JSON's null. A value that is missing does not match it.</summary>
    public static Match Null { get; } = new(static () => null, MatchKind.Any);

    /// <summary>Matches a value that is there.</summary>
    public static Match Present { get; } = new(static () => new JsonObject { ["exists"] = true }, MatchKind.Any);

    /// <summary>Matches where there is no value.</summary>
    public static Match Absent { get; } = new(static () => new JsonObject { ["exists"] = false }, MatchKind.Any);

    /// <summary>Matches a text, case and all.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The match.</returns>
    public static Match Equal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Match(() => JsonValue.Create(text), MatchKind.Text);
    }

    /// <summary>Matches a number, however it is written.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The match.</returns>
    public static Match Equal(decimal number) => new(() => JsonValue.Create(number), MatchKind.Number);

    /// <summary>Matches <c>true</c> or <c>false</c>.</summary>
    /// <param name="value">The truth value.</param>
    /// <returns>The match.</returns>
    public static Match Equal(bool value) => new(() => JsonValue.Create(value), MatchKind.Truth);

    /// <summary>Matches a value of an enum, as the message's JSON writes it: a number, or the text that its converter makes of it.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The match, for a property of a message. Conditions by name or path ask for the number or the text itself.</returns>
    public static Match Equal(Enum value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Match(write => write(value), MatchKind.Enum) { Enums = [value] };
    }

    /// <summary>Matches texts that begin with a text.</summary>
    /// <param name="text">The beginning.</param>
    /// <returns>The match.</returns>
    public static Match Prefix(string text) => Of("prefix", text);

    /// <summary>Matches texts that end with a text.</summary>
    /// <param name="text">The end.</param>
    /// <returns>The match.</returns>
    public static Match Suffix(string text) => Of("suffix", text);

    /// <summary>Matches a text whatever the case of its letters.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The match.</returns>
    public static Match EqualIgnoringCase(string text) => Of("equals-ignore-case", text);

    /// <summary>Matches texts by a pattern in which <c>*</c> stands for any number of characters. Not for SNS.</summary>
    /// <param name="pattern">The pattern. <c>\*</c> is an asterisk, <c>\\</c> a backslash.</param>
    /// <returns>The match.</returns>
    public static Match Wildcard(string pattern) => Of("wildcard", pattern);

    /// <summary>Matches IP addresses of a network.</summary>
    /// <param name="network">The network, such as <c>10.0.0.0/24</c>.</param>
    /// <returns>The match.</returns>
    public static Match Network(string network) => Of("cidr", network);

    /// <summary>Matches every value that is there and is none of these texts.</summary>
    /// <param name="texts">The texts: one at least.</param>
    /// <returns>The match.</returns>
    public static Match AnythingBut(params string[] texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfZero(texts.Length, nameof(texts));
        return new Match(
            () => new JsonObject { ["anything-but"] = new JsonArray([.. texts.Select(text => JsonValue.Create(text))]) }, MatchKind.Any);
    }

    /// <summary>Matches every value that is there and is none of these of an enum, as the message's JSON writes them.</summary>
    /// <param name="values">The values: one at least.</param>
    /// <returns>The match, for a property of a message.</returns>
    public static Match AnythingBut(params Enum[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfZero(values.Length, nameof(values));
        return new Match(write => new JsonObject { ["anything-but"] = new JsonArray([.. values.Select(write)]) }, MatchKind.Enum) { Enums = values };
    }

    /// <summary>Matches every value that is there and does not begin with a text.</summary>
    /// <param name="text">The beginning.</param>
    /// <returns>The match.</returns>
    public static Match AnythingButPrefix(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return new Match(() => new JsonObject { ["anything-but"] = new JsonObject { ["prefix"] = text } }, MatchKind.Any);
    }

    /// <summary>Matches numbers above a bound.</summary>
    /// <param name="bound">The bound.</param>
    /// <returns>The match.</returns>
    public static Match GreaterThan(decimal bound) => Numeric(">", bound);

    /// <summary>Matches numbers from a bound on.</summary>
    /// <param name="bound">The bound.</param>
    /// <returns>The match.</returns>
    public static Match AtLeast(decimal bound) => Numeric(">=", bound);

    /// <summary>Matches numbers below a bound.</summary>
    /// <param name="bound">The bound.</param>
    /// <returns>The match.</returns>
    public static Match LessThan(decimal bound) => Numeric("<", bound);

    /// <summary>Matches numbers up to a bound.</summary>
    /// <param name="bound">The bound.</param>
    /// <returns>The match.</returns>
    public static Match AtMost(decimal bound) => Numeric("<=", bound);

    /// <summary>Matches numbers from one bound to another, both included.</summary>
    /// <param name="low">The lower bound.</param>
    /// <param name="high">The upper bound, above the lower one.</param>
    /// <returns>The match.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No number is between the bounds.</exception>
    public static Match Between(decimal low, decimal high)
    {
        if (low >= high)
        {
            throw new ArgumentOutOfRangeException(
                nameof(high), high, string.Create(CultureInfo.InvariantCulture, $"The upper bound must be above the lower one, {low}. For one number use Equal."));
        }

        return new Match(() => new JsonObject { ["numeric"] = new JsonArray(">=", low, "<=", high) }, MatchKind.Number);
    }

    /// <summary>Makes an exact match.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator Match(string text) => Equal(text);

    /// <summary>Makes an exact match.</summary>
    /// <param name="number">The number.</param>
    public static implicit operator Match(int number) => Equal(number);

    /// <summary>Makes an exact match.</summary>
    /// <param name="number">The number.</param>
    public static implicit operator Match(long number) => Equal(number);

    /// <summary>Makes an exact match.</summary>
    /// <param name="number">The number.</param>
    public static implicit operator Match(decimal number) => Equal(number);

    /// <summary>Makes an exact match.</summary>
    /// <param name="value">The truth value.</param>
    public static implicit operator Match(bool value) => Equal(value);

    /// <summary>Makes an exact match.</summary>
    /// <param name="value">The value of an enum.</param>
    public static implicit operator Match(Enum value) => Equal(value);

    /// <summary>Makes the JSON of the match. Each call makes a new one: a JSON value has one place only.</summary>
    /// <param name="write">Writes values of enums; null for their names.</param>
    internal JsonNode? ToJson(Func<Enum, JsonNode?>? write = null) => _json(write ?? (static value => JsonValue.Create(value.ToString())));

    /// <exception cref="ArgumentException">A value of an enum is among them, and nothing says how it is written.</exception>
    internal static void RefuseEnums(string where, Match[] any)
    {
        if (Array.Find(any, match => match.Kind == MatchKind.Enum) is { } match)
        {
            throw new ArgumentException(
                $"'{where}' is asked for {match.ToJson()?.ToJsonString(PolicyJson.Relaxed)} of an enum, and how it is written is known for a property " +
                "of a message only. Give the text or number that is written, or ask with Message<T>(message => message.Where(…)).", nameof(any));
        }
    }

    private static Match Of(string name, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return new Match(() => new JsonObject { [name] = text }, MatchKind.Text);
    }

    private static Match Numeric(string sign, decimal bound) =>
        new(() => new JsonObject { ["numeric"] = new JsonArray(sign, bound) }, MatchKind.Number);
}
