using System.Text.Json;

namespace Messaging.Local;

/// <summary>Reads members from a JSON object. A member of the wrong type is the sender's mistake.</summary>
internal sealed class JsonMembers(Service service, JsonElement element, JsonDocument? owned = null) : RequestMembers(service)
{
    // The years 1 to 9999.
    private const double LeastSeconds = -62_135_596_800;
    private const double MostSeconds = 253_402_300_800;

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

    public override bool? Flag(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Wrong(name),
    };

    public override DateTime? Time(string name)
    {
        if (Find(name) is not { } member)
        {
            return null;
        }

        return member.ValueKind == JsonValueKind.Number && member.TryGetDouble(out var seconds)
            && seconds is > LeastSeconds and < MostSeconds
            ? DateTime.UnixEpoch.AddSeconds(seconds)
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

    public override IReadOnlyList<string>? Texts(string name)
    {
        if (Find(name) is not { } member)
        {
            return null;
        }

        var texts = new List<string>();
        foreach (var item in AsArray(member, name))
        {
            texts.Add(AsText(item, name));
        }

        return texts;
    }

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
                ? throw Service.NullInMap(name)
                : AsText(property.Value, name);
        }

        return map;
    }

    public override RequestMembers? Structure(string name) =>
        Find(name) is { } member ? AsStructure(member, name) : null;

    public override IReadOnlyList<KeyValuePair<string, RequestMembers>> Structures(string name)
    {
        if (Find(name) is not { } member)
        {
            return [];
        }

        // Of two properties with the same name the last counts, as in a map of texts.
        var map = new OrderedDictionary<string, RequestMembers>(StringComparer.Ordinal);
        foreach (var property in AsObject(member, name))
        {
            map[NameOf(property)] = AsStructure(property.Value, name);
        }

        return [.. map];
    }

    public override IReadOnlyList<RequestMembers>? List(string name)
    {
        if (Find(name) is not { } member)
        {
            return null;
        }

        var items = new List<RequestMembers>();
        foreach (var item in AsArray(member, name))
        {
            items.Add(AsStructure(item, name));
        }

        return items;
    }

    public override void Dispose()
    {
        owned?.Dispose();
        base.Dispose();
    }

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

    private string AsText(JsonElement element, string name)
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

    private string NameOf(JsonProperty property)
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

    private JsonElement.ArrayEnumerator AsArray(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : throw Wrong(name);

    private JsonElement.ObjectEnumerator AsObject(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : throw Wrong(name);

    private JsonMembers AsStructure(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object ? new JsonMembers(Service, element) : throw Wrong(name);

    private ServiceException NoText() => Service.Malformed("The name of a member is no Unicode text.");

    private ServiceException Wrong(string name) => Service.WrongType(name);
}
