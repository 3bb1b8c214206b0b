using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Messaging;

/// <summary>Says how messages of a type are read and written.</summary>
/// <typeparam name="TMessage">The type of the messages.</typeparam>
public sealed class MessageBuilder<TMessage>
    where TMessage : notnull
{
    private readonly Registration _registration = new();

    internal MessageBuilder()
    {
    }

    internal MessageRegistration Message => _registration;

    /// <summary>Adds names under which messages of this type may arrive too, such as the name before a renaming.</summary>
    /// <param name="names">The names.</param>
    /// <returns>This builder.</returns>
    public MessageBuilder<TMessage> AlsoReads(params IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name, nameof(names));
            _registration.AlsoReads.Add(name);
        }

        return this;
    }

    /// <summary>Writes and reads the data by a contract of its own in place of the application's JSON options.</summary>
    /// <param name="contract">The contract, as a source-generated <c>JsonSerializerContext</c> has it.</param>
    /// <returns>This builder.</returns>
    public MessageBuilder<TMessage> UseJson(JsonTypeInfo<TMessage> contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        _registration.Contract = contract;
        return this;
    }

    private sealed class Registration() : MessageRegistration(typeof(TMessage))
    {
        public override MessageType Build(JsonSerializerOptions json) =>
            new MessageType<TMessage>(Name, [.. AlsoReads], (JsonTypeInfo<TMessage>?)Contract, json);
    }
}
