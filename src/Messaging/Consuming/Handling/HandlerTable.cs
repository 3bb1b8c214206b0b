using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Messaging;

/// <summary>Knows which handler of a consumer takes which message, by the name it arrives under.</summary>
internal sealed class HandlerTable
{
    private readonly FrozenDictionary<string, (MessageType Type, HandlerBinding Handler)> _byName;

    /// <exception cref="MessagingConfigurationException">There is no handler, or two for one type.</exception>
    public HandlerTable(
        string consumer, IReadOnlyList<HandlerBinding> handlers, Type? unnamed, MessageCatalog catalog, HandlerBinding? unknown = null)
    {
        Unknown = unknown;
        if (handlers.Count == 0 && unknown is null)
        {
            throw new MessagingConfigurationException(
                $"Consumer '{consumer}' has no handler. Add one with Handle<TMessage, THandler>().");
        }

        var byName = new Dictionary<string, (MessageType, HandlerBinding)>(StringComparer.Ordinal);
        foreach (var group in handlers.GroupBy(handler => handler.MessageType))
        {
            var types = group.Select(handler => handler.HandlerType).Distinct().ToList();
            if (types.Count > 1)
            {
                throw new MessagingConfigurationException(
                    $"Consumer '{consumer}' has {types.Count} handlers for '{group.Key}': {string.Join(", ", types)}. " +
                    "Keep one; what several should do belongs into one handler, or behind a topic with a queue for each.");
            }

            if (group.FirstOrDefault(handler => handler.Manner != group.First().Manner) is { } other)
            {
                throw new MessagingConfigurationException(
                    $"Consumer '{consumer}' calls '{types[0]}' for '{group.Key}' {group.First().Describe()}, and by another registration " +
                    $"{other.Describe()}. Keep one of them; functions count as the same only where the same code makes them and they capture nothing.");
            }

            var type = catalog[group.Key];
            byName[type.Name] = (type, group.First());
            foreach (var name in type.AlsoReads)
            {
                byName[name] = (type, group.First());
            }
        }

        _byName = byName.ToFrozenDictionary(StringComparer.Ordinal);
        Text = handlers.FirstOrDefault(handler => handler.MessageType == typeof(string));
        if (Text is not null && unnamed is not null)
        {
            throw new MessagingConfigurationException(
                $"Consumer '{consumer}' handles text, which is everything without a name, and also reads unnamed messages as " +
                $"'{unnamed}'. Keep one: remove the handler of string, or ReadUnnamedAs.");
        }

        Unnamed = FindUnnamed(consumer, handlers, unnamed, catalog);
    }

    /// <summary>Gets the handler of text that is no envelope.</summary>
    public HandlerBinding? Text { get; }

    /// <summary>Gets the handler of messages that no other handler is for.</summary>
    public HandlerBinding? Unknown { get; }

    /// <summary>Gets the type that a JSON object without a name is read as: the fallback, or the only one.</summary>
    public (MessageType Type, HandlerBinding Handler)? Unnamed { get; }

    public bool TryFind(string? name, [MaybeNullWhen(false)] out (MessageType Type, HandlerBinding Handler) found) =>
        _byName.TryGetValue(name ?? string.Empty, out found);

    private static (MessageType, HandlerBinding)? FindUnnamed(
        string consumer, IReadOnlyList<HandlerBinding> handlers, Type? unnamed, MessageCatalog catalog)
    {
        var candidates = handlers.Where(handler => handler.MessageType != typeof(string)).ToList();
        var chosen = unnamed is null
            ? candidates.Select(handler => handler.MessageType).Distinct().Count() == 1 ? candidates[0] : null
            : candidates.Find(handler => handler.MessageType == unnamed)
              ?? throw new MessagingConfigurationException(
                  $"Consumer '{consumer}' reads unnamed messages as '{unnamed}' and has no handler for it. Add one with Handle.");
        return chosen is null ? null : (catalog[chosen.MessageType], chosen);
    }
}
