using System.Reflection;
using System.Text.Json.Nodes;

namespace Messaging.Aws;

/// <summary>Which messages a filter or a pattern lets through: some types, each with conditions on its own properties.</summary>
/// <remarks>Resolved when the application starts, when the names and the JSON of all messages are known.</remarks>
internal sealed class MessagePattern
{
    private readonly List<Choice> _choices = [];

    public bool IsEmpty => _choices.Count == 0;

    public bool HasConditions => _choices.Exists(choice => choice.Conditions.Count > 0);

    /// <summary>Looks whether conditions are asked of a message's properties that are not where a route puts them.</summary>
    /// <remarks>They are looked for in the envelope's data, and the bare JSON of a raw route has no envelope.</remarks>
    public Type? FindMisplaced(IEnumerable<Route> routes)
    {
        var bare = routes.Where(route => route.IsRaw).Select(route => route.MessageType).ToHashSet();
        return _choices.Find(choice => choice.Conditions.Count > 0 && bare.Contains(choice.Type))?.Type;
    }

    /// <summary>Looks whether a type is let through that a consumer has no handler for: it would be set aside.</summary>
    public Type? FindUnhandled(MessageCatalog catalog, ConsumerRegistration consumer)
    {
        if (consumer.Unknown is not null)
        {
            return null;
        }

        var handled = consumer.Handlers.SelectMany(handler => Names(catalog[handler.MessageType])).ToHashSet(StringComparer.Ordinal);
        return _choices.Find(choice => !Names(catalog[choice.Type]).Any(handled.Contains))?.Type;
    }

    public void Add<TMessage>(Action<MessageConditions<TMessage>>? configure)
        where TMessage : notnull
    {
        var conditions = new MessageConditions<TMessage>();
        configure?.Invoke(conditions);
        _choices.Add(new Choice(typeof(TMessage), conditions.All));
    }

    /// <summary>Adds the choices to a pattern.</summary>
    /// <param name="tree">The pattern.</param>
    /// <param name="catalog">Knows the messages' names and JSON.</param>
    /// <param name="namePath">Where the name of a message is.</param>
    /// <param name="dataPath">Where its data is.</param>
    public void AddTo(PatternTree tree, MessageCatalog catalog, string[] namePath, string[] dataPath)
    {
        var plain = _choices.Where(choice => choice.Conditions.Count == 0).SelectMany(choice => Names(catalog[choice.Type])).Distinct(StringComparer.Ordinal).ToList();
        var branches = new List<Action<PatternTree>>();
        if (plain.Count > 0)
        {
            branches.Add(branch => branch.Add(namePath, plain.Select(Match.Equal)));
        }

        foreach (var choice in _choices.Where(choice => choice.Conditions.Count > 0))
        {
            branches.Add(branch => Add(branch, choice, catalog[choice.Type], namePath, dataPath));
        }

        if (branches.Count == 1)
        {
            branches[0](tree);
        }
        else if (branches.Count > 1)
        {
            var any = new JsonArray();
            foreach (var fill in branches)
            {
                var branch = new PatternTree();
                fill(branch);
                any.Add((JsonNode)branch.Root);
            }

            tree.Add(["$or"], any);
        }
    }

    private static void Add(PatternTree tree, Choice choice, MessageType type, string[] namePath, string[] dataPath)
    {
        tree.Add(namePath, Names(type).Select(Match.Equal));
        foreach (var (members, any) in choice.Conditions)
        {
            var place = type.JsonPath(members);
            tree.Add([.. dataPath, .. place.Names], PropertyMatches.Write(members[^1], place, any));
        }
    }

    private static IEnumerable<string> Names(MessageType type) => [type.Name, .. type.AlsoReads];

    private sealed record Choice(Type Type, IReadOnlyList<(IReadOnlyList<MemberInfo> Members, Match[] Any)> Conditions);
}
