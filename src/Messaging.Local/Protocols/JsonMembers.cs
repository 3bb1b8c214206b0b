using System.Text.Json;

namespace Messaging.Local;

/// <summary>Reads members from a JSON object. A member of the wrong type is the sender's mistake.</summary>
internal sealed class JsonMembers(JsonElement element) : RequestMembers
{
    public override string? Text(string name) => Find(name) is { } member ? AsText(member, name) : null;

    public override int? Number(string name)
    {
        if (Find(name) is not { } member)
        {
            return null;
        }

        return member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var number)
            ? number
            : throw Wrong(name);
    }

    public override byte[]? Bytes(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : throw Wrong(name);
    }

    public override IReadOnlyList<string>? Texts(string name) =>
        Find(name) is { } member ? [.. AsArray(member, name).Select(item => AsText(item, name))] : null;

    public override IReadOnlyDictionary<string, string>? Map(string name)
    {
        if (Find(name) is not { } member)
        {
            return null;
        }

        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in AsObject(member, name))
        {
            map[NameOf(property)] = property.Value.ValueKind == JsonValueKind.Null
                ? throw SqsErrors.InvalidParameter($"For {name}, the parameter 'value' may not be null.")
                : AsText(property.Value, name);
        }

        return map;
    }

    public override IReadOnlyList<KeyValuePair<string, RequestMembers>> Structures(string name) =>
        Find(name) is { } member
            ? [.. AsObject(member, name).Select(property =>
                KeyValuePair.Create<string, RequestMembers>(NameOf(property), AsStructure(property.Value, name)))]
            : [];

    public override IReadOnlyList<RequestMembers>? List(string name) =>
        Find(name) is { } member ? [.. AsArray(member, name).Select(item => AsStructure(item, name))] : null;

    private JsonElement? Find(string name)
    {
        try
        {
            return element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
                ? member
                : null;
        }
        catch (InvalidOperationException)
        {
            // The comparison meets the name of another member that is no Unicode text.
            throw NoText();
        }
    }

    private static string AsText(JsonElement element, string name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong(name);
        }
        catch (InvalidOperationException)
        {
            // The text has bytes or escapes that are no Unicode.
            throw Wrong(name);
        }
    }

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw NoText();
        }
    }

    private static JsonElement.ArrayEnumerator AsArray(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : throw Wrong(name);

    private static JsonElement.ObjectEnumerator AsObject(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : throw Wrong(name);

    private static JsonMembers AsStructure(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object ? new JsonMembers(element) : throw Wrong(name);

    private static ServiceException NoText() => SqsErrors.Serialization("The name of a member is no Unicode text.");

    private static ServiceException Wrong(string name) =>
        SqsErrors.Serialization($"The member {name} does not have the type that the operation expects.");
}
