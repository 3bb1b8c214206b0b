using System.Globalization;

namespace Messaging.Local;

/// <summary>Reads members from the parameters whose names begin with a path, such as <c>Entry.1.</c>.</summary>
internal sealed class QueryMembers(Service service, QueryParameters parameters, QueryNames names, string prefix = "")
    : RequestMembers(service)
{
    public override string? Text(string name) => parameters[prefix + name];

    public override int? Number(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Service.WrongType(name);
    }

    public override bool? Flag(string name) => Text(name)?.ToUpperInvariant() switch
    {
        null => null,
        "TRUE" => true,
        "FALSE" => false,
        _ => throw Service.WrongType(name),
    };

    public override DateTime? Time(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw Service.WrongType(name);
    }

    public override byte[]? Bytes(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : throw Service.WrongType(name);
    }

    /// <remarks>A list of one text may come without its number: <c>AttributeName=All</c>.</remarks>
    public override IReadOnlyList<string>? Texts(string name)
    {
        var path = prefix + names.RequestList(name);
        var texts = new List<string>();
        if (parameters[path] is { } only)
        {
            texts.Add(only);
        }

        foreach (var item in Items(path, name))
        {
            texts.Add(parameters[item] ?? throw Service.WrongType(name));
        }

        return texts.Count > 0 ? texts : null;
    }

    public override IReadOnlyDictionary<string, string>? Map(string name)
    {
        var (path, key, value) = names.RequestMap(name);
        var entries = Entries(name, prefix + path, key);
        if (entries.Count == 0)
        {
            return null;
        }

        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            map[Part(entry, key)] = Part(entry, value);
        }

        return map;
    }

    public override RequestMembers? Structure(string name) =>
        parameters.Has(prefix + name) ? At(prefix + name) : null;

    public override IReadOnlyList<KeyValuePair<string, RequestMembers>> Structures(string name)
    {
        var (path, key, value) = names.RequestMap(name);
        var map = new OrderedDictionary<string, RequestMembers>(StringComparer.Ordinal);
        foreach (var entry in Entries(name, prefix + path, key))
        {
            // Of two entries with the same key the last counts, as in a map of texts.
            map[Part(entry, key)] = At($"{entry}.{value}");
        }

        return [.. map];
    }

    /// <remarks>This protocol cannot tell an absent list from an empty one, so that it is never null.</remarks>
    public override IReadOnlyList<RequestMembers> List(string name) =>
        [.. Items(prefix + names.RequestList(name), name).Select(At)];

    private QueryMembers At(string path) => new(Service, parameters, names, path + ".");

    private IReadOnlyList<string> Items(string path, string name) =>
        parameters.Items(path) ?? throw Service.WrongType(name);

    // A map of one entry may come without its number: Attribute.Name=Policy&Attribute.Value=…
    private IReadOnlyList<string> Entries(string name, string path, string key)
    {
        var items = Items(path, name);
        return parameters[$"{path}.{key}"] is null ? items : [path, .. items];
    }

    private string Part(string entry, string part)
    {
        var path = $"{entry}.{part}";
        return parameters[path] ?? throw Service.MissingParameter(path);
    }
}
