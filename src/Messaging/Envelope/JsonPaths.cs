using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Messaging;

/// <summary>Finds where the JSON of a message has what a property of its type says.</summary>
internal static class JsonPaths
{
    /// <exception cref="MessagingConfigurationException">The JSON has no such property.</exception>
    public static IReadOnlyList<string> Find(JsonTypeInfo contract, IReadOnlyList<MemberInfo> members)
    {
        var path = new List<string>(members.Count);
        var type = contract;
        foreach (var member in members)
        {
            // Patterns look into each element of an array.
            while (type.Kind == JsonTypeInfoKind.Enumerable && type.ElementType is { } element)
            {
                type = type.Options.GetTypeInfo(element);
            }

            var property = type.Properties.FirstOrDefault(property => Is(property, member)) ?? throw Missing(contract, member);
            path.Add(property.Name);
            type = type.Options.GetTypeInfo(property.PropertyType);
        }

        return path;
    }

    private static bool Is(JsonPropertyInfo property, MemberInfo member) =>
        property.AttributeProvider is MemberInfo known && known.Name == member.Name
        && (known.DeclaringType == member.DeclaringType || known.DeclaringType!.IsAssignableFrom(member.DeclaringType)
            || member.DeclaringType!.IsAssignableFrom(known.DeclaringType));

    private static MessagingConfigurationException Missing(JsonTypeInfo contract, MemberInfo member) => new(
        $"The JSON of messages of type '{contract.Type}' has no property for '{member.DeclaringType?.Name}.{member.Name}', so no " +
        "filter can ask for it. Name a property that is written, or give the path as text.");
}
