using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Messaging.Aws;

/// <summary>Finds subscriptions whose filters hold back what a rule brings to their topic: events come without attributes, and in an envelope of their own.</summary>
internal static class FilteredEvents
{
    private const string Either = "$or";

    // https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
    private static readonly FrozenSet<string> Members =
        new[] { "version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Looks whether events of a rule are meant for a subscription and do not get through, whatever they are.</summary>
    /// <remarks>Where the application publishes to the topic as well, a filter may be about that alone, unless it names what the rule brings.</remarks>
    public static bool AreHeldBack(TopologyRule rule, TopologySubscription subscription, bool isPublishedTo)
    {
        if (subscription.FilterPolicy is not { } policy || rule.TargetKey != subscription.TopicKey || rule.InputPath is not null)
        {
            return false;
        }

        var filter = JsonNode.Parse(policy)!.AsObject();
        return !MayMatch(filter, name => subscription.FiltersBody && Members.Contains(name))
            && (!isPublishedTo || Texts(filter, EnvelopeNames.Type).Intersect(Texts(JsonNode.Parse(rule.Pattern), "detail-type")).Any());
    }

    private static bool MayMatch(JsonObject filter, Func<string, bool> isThere) => filter.All(member =>
        member is { Key: Either, Value: JsonArray alternatives }
            ? alternatives.OfType<JsonObject>().Any(alternative => MayMatch(alternative, isThere))
            : isThere(member.Key) || member.Value switch
            {
                JsonObject nested => MayMatch(nested, _ => false),
                JsonArray any => any.Any(match => match is JsonObject asked && asked["exists"] is JsonValue exists && exists.TryGetValue(out bool isAsked) && !isAsked),
                _ => false,
            });

    private static IEnumerable<string> Texts(JsonNode? node, string name) => (node as JsonObject ?? []).SelectMany(member =>
        member.Key == name ? (member.Value as JsonArray ?? []).OfType<JsonValue>().Select(value => value.ToString())
        : member is { Key: Either, Value: JsonArray alternatives } ? alternatives.SelectMany(alternative => Texts(alternative, name))
        : []);
}
