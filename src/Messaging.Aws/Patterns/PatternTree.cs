using System.Text.Json.Nodes;

namespace Messaging.Aws;

/// <summary>The JSON of a filter or pattern while it is put together: objects within objects, lists of matches at the ends.</summary>
internal sealed class PatternTree
{
    public JsonObject Root { get; } = [];

    /// <summary>Asks that the value at a path is one of several.</summary>
    /// <exception cref="MessagingConfigurationException">Something else is asked of the same value already.</exception>
    public void Add(IReadOnlyList<string> path, IEnumerable<Match> any) =>
        Add(path, new JsonArray([.. any.Select(match => match.ToJson())]));

    /// <exception cref="MessagingConfigurationException">Something else is asked of the same value already.</exception>
    public void Add(IReadOnlyList<string> path, JsonArray any)
    {
        var place = Root;
        foreach (var name in path.SkipLast(1))
        {
            place = place[name] switch
            {
                null => Put(place, name),
                JsonObject inner => inner,
                _ => throw Twice(path),
            };
        }

        if (!place.TryAdd(path[^1], any))
        {
            throw Twice(path);
        }
    }

    private static JsonObject Put(JsonObject place, string name)
    {
        var inner = new JsonObject();
        place[name] = inner;
        return inner;
    }

    private static MessagingConfigurationException Twice(IReadOnlyList<string> path) => new(
        $"Two conditions are about '{string.Join('.', path)}'. A filter has one list for each value, of which one entry must " +
        "match: give all entries in one Where.");
}
