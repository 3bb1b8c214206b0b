using System.Diagnostics.CodeAnalysis;

namespace Messaging;

/// <summary>Knows every registered message by its type and by the names it travels under.</summary>
internal sealed class MessageCatalog
{
    private readonly Dictionary<Type, MessageType> _byType = [];
    private readonly Dictionary<string, MessageType> _byName = new(StringComparer.Ordinal);

    public MessageCatalog(IEnumerable<MessageType> types)
    {
        foreach (var type in types)
        {
            _byType.Add(type.Type, type);
            AddName(type.Name, type);
            foreach (var name in type.AlsoReads)
            {
                AddName(name, type);
            }
        }
    }

    public IEnumerable<MessageType> Types => _byType.Values;

    /// <exception cref="MessagingConfigurationException">The application has said nothing of such messages.</exception>
    public MessageType this[Type type] => _byType.TryGetValue(type, out var known)
        ? known
        : throw new MessagingConfigurationException(
            $"Messages of type '{type}' are asked for by a filter or a pattern, and nothing handles, routes or registers them. " +
            $"Add AddMessage<{type.Name}>(\"its name\").");

    public bool TryFind(string name, [NotNullWhen(true)] out MessageType? type) => _byName.TryGetValue(name, out type);

    private void AddName(string name, MessageType type)
    {
        if (!_byName.TryAdd(name, type) && _byName[name] != type)
        {
            throw new MessagingConfigurationException(
                $"The message name '{name}' stands for both '{_byName[name].Type}' and '{type.Type}'. " +
                "Give one of them another name in AddMessage.");
        }
    }
}
