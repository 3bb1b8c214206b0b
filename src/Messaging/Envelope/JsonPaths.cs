using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Messaging;

/// <summary>Finds where the JSON of a message has what a property of its type says.</summary>
internal static class JsonPaths
{
    /// <exception cref="MessagingConfigurationException">The JSON has no such property.</exception>
    public static JsonPlace Find(JsonTypeInfo contract, IReadOnlyList<MemberInfo> members)
    {
        var path = new List<string>(members.Count);
        var type = contract;
        foreach (var member in members)
        {
            var property = Elements(type).Properties.FirstOrDefault(property => Is(property, member)) ?? throw Missing(contract, member);
            path.Add(property.Name);
            type = ValueOf(property, type.Options);
        }

        return new JsonPlace(path, Elements(type));
    }

    /// <summary>Goes to the elements of arrays: patterns look into each.</summary>
    private static JsonTypeInfo Elements(JsonTypeInfo type)
    {
        while (type.Kind == JsonTypeInfoKind.Enumerable && type.ElementType is { } element)
        {
            type = type.Options.GetTypeInfo(element);
        }

        return type;
    }

    /// <summary>Finds how a property's value is written: by a converter of its own where it has one.</summary>
    private static JsonTypeInfo ValueOf(JsonPropertyInfo property, JsonSerializerOptions options)
    {
        if (property.CustomConverter is { } converter)
        {
            options = new JsonSerializerOptions(options);
            options.Converters.Insert(0, converter);
        }

        return options.GetTypeInfo(property.PropertyType);
    }

    private static bool Is(JsonPropertyInfo property, MemberInfo member) =>
        property.AttributeProvider is MemberInfo known && known.Name == member.Name
        && (known.DeclaringType == member.DeclaringType || known.DeclaringType!.IsAssignableFrom(member.DeclaringType)
            || member.DeclaringType!.IsAssignableFrom(known.DeclaringType));

    private static MessagingConfigurationException Missing(JsonTypeInfo contract, MemberInfo member) => new(
        $"The JSON of messages of type '{contract.Type}' has no property for '{member.DeclaringType?.Name}.{member.Name}', so no " +
        "filter can ask for it. Name a property that is written, or give the path as text.");
}
