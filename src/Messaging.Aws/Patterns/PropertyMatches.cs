using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Messaging.Aws;

/// <summary>Writes what a pattern asks of a property as the message's JSON has it: an enum is a number there, or a text by its converter.</summary>
internal static class PropertyMatches
{
    /// <exception cref="MessagingConfigurationException">A match could never be true of what the JSON has there.</exception>
    public static JsonArray Write(MemberInfo property, JsonPlace place, Match[] any)
    {
        var name = $"{property.DeclaringType?.Name}.{property.Name}";
        if (Array.Find(any, match => match.Enums.Any(value => value.GetType() != place.EnumType)) is { } foreign)
        {
            throw Never(name, foreign, place.EnumType is null ? "no enum" : $"a {place.EnumType.Name}", "Ask for values of its own type");
        }

        if (place.EnumType is { } type)
        {
            CheckEnum(name, type, [.. Values(type).Select(place.Write)], any);
        }

        return new JsonArray([.. any.Select(match => match.ToJson(place.Write))]);
    }

    private static void CheckEnum(string name, Type type, IReadOnlyList<JsonNode?> written, Match[] any)
    {
        var remedy = $"Ask for the values themselves, such as {type.Name}.{Enum.GetName(type, Values(type).First())}";
        if (written.All(node => node?.GetValueKind() == JsonValueKind.Number))
        {
            Refuse(
                match => match.Kind is MatchKind.Text or MatchKind.Truth || Texts(match).Any(), "a number in the message's JSON",
                remedy + ", or have names written by a JsonStringEnumConverter");
        }
        else if (written.All(node => node?.GetValueKind() == JsonValueKind.String))
        {
            var names = written.Select(node => node!.GetValue<string>()).Distinct(StringComparer.Ordinal).ToList();
            var isOpen = type.IsDefined(typeof(FlagsAttribute), inherit: false);
            Refuse(
                match => match.Kind is MatchKind.Number or MatchKind.Truth || (!isOpen && Texts(match).Except(names, StringComparer.Ordinal).Any()),
                $"one of the texts {string.Join(", ", names)} in the message's JSON", remedy);
        }

        void Refuse(Predicate<Match> isWrong, string what, string way)
        {
            if (Array.Find(any, match => match.Kind != MatchKind.Enum && isWrong(match)) is { } never)
            {
                throw Never(name, never, what, way);
            }
        }
    }

    /// <summary>Gets the whole texts that a match is about.</summary>
    private static IEnumerable<string> Texts(Match match) => match.ToJson() switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        JsonObject rule when rule["anything-but"] is JsonArray texts => texts.Select(text => text!.GetValue<string>()),
        _ => [],
    };

    private static IEnumerable<Enum> Values(Type type) => Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => (Enum)Enum.ToObject(type, value));

    private static MessagingConfigurationException Never(string property, Match match, string what, string way) => new(
        $"A filter or pattern asks for {match.ToJson()?.ToJsonString(PolicyJson.Relaxed)} in '{property}', which is {what}: it could " +
        $"never do what it says. {way}.");
}
