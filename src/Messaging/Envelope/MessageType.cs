using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Messaging;

/// <summary>A registered type of message: its name on the wire, and how its data is written and read.</summary>
internal abstract class MessageType(Type type, string name, IReadOnlyList<string> alsoReads)
{
    public Type Type { get; } = type;

    public string Name { get; } = name;

    /// <summary>Gets the other names under which messages of this type may arrive.</summary>
    public IReadOnlyList<string> AlsoReads { get; } = alsoReads;

    public abstract void Write(Utf8JsonWriter writer, object message);

    /// <exception cref="JsonException">The data is not a message of this type.</exception>
    public abstract object Read(ReadOnlySpan<byte> data);

    /// <summary>Finds where a property's value is in the message's JSON.</summary>
    /// <param name="members">The properties, from the message's own to the innermost.</param>
    /// <exception cref="MessagingConfigurationException">The JSON has no such property.</exception>
    public abstract JsonPlace JsonPath(IReadOnlyList<MemberInfo> members);

    /// <summary>Checks that the type can be written and read as JSON at all.</summary>
    /// <exception cref="NotSupportedException">No JSON contract can be found.</exception>
    public abstract void Check();
}

/// <summary>A registered type of message whose JSON contract is looked up when it is first needed.</summary>
internal sealed class MessageType<TMessage>(
    string name, IReadOnlyList<string> alsoReads, JsonTypeInfo<TMessage>? contract, JsonSerializerOptions options)
    : MessageType(typeof(TMessage), name, alsoReads)
{
    private readonly ConcurrentDictionary<Type, bool> _leftOut = new();
    private JsonTypeInfo<TMessage>? _contract = contract;

    private JsonTypeInfo<TMessage> Contract =>
        _contract ??= (JsonTypeInfo<TMessage>)options.GetTypeInfo(typeof(TMessage));

    public override void Write(Utf8JsonWriter writer, object message)
    {
        if (message.GetType() != typeof(TMessage) && _leftOut.GetOrAdd(message.GetType(), LeavesOut))
        {
            throw new NotSupportedException(
                $"It is a '{message.GetType()}', and what that adds would be left out. Publish it as its own type, or give " +
                $"'{typeof(TMessage)}' a JsonDerivedType for it.");
        }

        JsonSerializer.Serialize(writer, (TMessage)message, Contract);
    }

    public override object Read(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        reader.Read();

        // Some publishers write the data as a string that holds JSON.
        if (reader.TokenType == JsonTokenType.String && typeof(TMessage) != typeof(string)
            && Contract.Kind != JsonTypeInfoKind.None)
        {
            return JsonSerializer.Deserialize(reader.GetString()!, Contract) ?? throw Nothing();
        }

        return JsonSerializer.Deserialize(data, Contract) ?? throw Nothing();
    }

    public override void Check() => _ = Contract;

    public override JsonPlace JsonPath(IReadOnlyList<MemberInfo> members) => JsonPaths.Find(Contract, members);

    /// <summary>Tells whether a derived or implementing type has anything that the contract of the declared one would leave out.</summary>
    private bool LeavesOut(Type derived)
    {
        if (Contract is not { Kind: JsonTypeInfoKind.Object, PolymorphismOptions: null })
        {
            return false;
        }

        var known = Contract.Properties.Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
        return !options.TryGetTypeInfo(derived, out var contract) || contract.Properties.Any(property => property.Get is not null && !known.Contains(property.Name));
    }

    private JsonException Nothing() => new($"The data of a message '{Name}' is null.");
}
