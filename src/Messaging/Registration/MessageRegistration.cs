using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Messaging;

/// <summary>One type of message as the application registered it.</summary>
internal abstract class MessageRegistration(Type type)
{
    public Type Type { get; } = type;

    /// <summary>Gets or sets whether the application named the message, or only used it in a route or a handler.</summary>
    public bool IsExplicit { get; set; }

    public string Name { get; set; } = type.FullName ?? type.Name;

    public List<string> AlsoReads { get; } = [];

    /// <summary>Gets or sets the JSON contract of the message's own; null for that of the application.</summary>
    public JsonTypeInfo? Contract { get; set; }

    public abstract MessageType Build(JsonSerializerOptions json);
}
