using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Messaging;

/// <summary>Where the JSON of a message has the value of a property, and how an enum is written there.</summary>
internal sealed class JsonPlace(IReadOnlyList<string> names, JsonTypeInfo value)
{
    /// <summary>Gets the names from the outside in.</summary>
    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>Gets the enum that the value, or each element of it, is of; null where it is of none.</summary>
    public Type? EnumType { get; } = (Nullable.GetUnderlyingType(value.Type) ?? value.Type) is { IsEnum: true } type ? type : null;

    public JsonNode? Write(Enum member) => JsonSerializer.SerializeToNode(member, value);
}
