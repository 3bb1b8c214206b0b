using System.Text.Json;
using System.Text.Json.Nodes;

namespace Messaging.Local.Tests;

/// <summary>Matches patterns by the words of the documentation, without any thought of speed.</summary>
internal static class NaiveMatcher
{
    public static bool Matches(JsonObject pattern, JsonObject? happened) => pattern.All(field => field.Key == "$or"
        ? field.Value!.AsArray().Any(either => Matches(either!.AsObject(), happened))
        : field.Value is JsonObject inner
            ? Matches(inner, happened?[field.Key] as JsonObject)
            : MatchesField(field.Value!.AsArray(), happened is not null && happened.ContainsKey(field.Key), happened?[field.Key]));

    private static bool MatchesField(JsonArray tests, bool isThere, JsonNode? value)
    {
        if (!isThere)
        {
            return tests.Any(test => test is JsonObject { } named && named["exists"] is { } exists && !exists.GetValue<bool>());
        }

        var values = value is JsonArray array ? array.ToList() : [value];
        return tests.Any(test => values.Any(each => Passes(test, each)));
    }

    private static bool Passes(JsonNode? test, JsonNode? value)
    {
        if (test is not JsonObject named)
        {
            return Same(test, value);
        }

        var (name, argument) = named.Single();
        var text = value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
        return name switch
        {
            "exists" => argument!.GetValue<bool>(),
            "prefix" => text?.StartsWith(argument!.GetValue<string>(), StringComparison.Ordinal) == true,
            "suffix" => text?.EndsWith(argument!.GetValue<string>(), StringComparison.Ordinal) == true,
            "equals-ignore-case" => string.Equals(text, argument!.GetValue<string>(), StringComparison.OrdinalIgnoreCase),
            "wildcard" => text is not null && MatchesWildcard(argument!.GetValue<string>(), text),
            "anything-but" => !argument!.AsArray().Any(not => Same(not, value)),
            "numeric" => value?.GetValueKind() == JsonValueKind.Number && IsInRange(argument!.AsArray(), value.GetValue<double>()),
            _ => throw new InvalidOperationException(name),
        };
    }

    private static bool Same(JsonNode? left, JsonNode? right) => left?.GetValueKind() == right?.GetValueKind()
        && (left is null || (left.GetValueKind() == JsonValueKind.Number
            ? left.GetValue<double>() == right!.GetValue<double>()
            : left.ToJsonString() == right!.ToJsonString()));

    private static bool IsInRange(JsonArray range, double number)
    {
        for (var at = 0; at < range.Count; at += 2)
        {
            var bound = range[at + 1]!.GetValue<double>();
            var holds = range[at]!.GetValue<string>() switch
            {
                "<" => number < bound,
                "<=" => number <= bound,
                ">" => number > bound,
                ">=" => number >= bound,
                _ => number == bound,
            };
            if (!holds)
            {
                return false;
            }
        }

        return true;
    }

    private static bool MatchesWildcard(string pattern, string text) => pattern.Length == 0
        ? text.Length == 0
        : pattern[0] == '*'
            ? Enumerable.Range(0, text.Length + 1).Any(at => MatchesWildcard(pattern[1..], text[at..]))
            : text.Length > 0 && text[0] == pattern[0] && MatchesWildcard(pattern[1..], text[1..]);
}
