using System.Globalization;

namespace Messaging.Local;

/// <summary>Reads members from the parameters of a request.</summary>
internal sealed class QueryMembers(Service service, QueryForm form, QueryNames names) : RequestMembers(service)
{
    public override string? Text(string name) => form.Text(name);

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

    public override bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
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

    public override IReadOnlyList<string>? Texts(string name) =>
        form.Find(names.RequestList(name)) is { } list ? [.. list.Numbered().Select(item => item.Value ?? string.Empty)] : null;

    public override IReadOnlyDictionary<string, string>? Map(string name)
    {
        var (path, key, value) = names.RequestMap(name);
        if (form.Find(path) is not { } entries)
        {
            return null;
        }

        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries.Numbered())
        {
            map[entry.Text(key) ?? throw Service.WrongType(name)] = entry.Text(value) ?? string.Empty;
        }

        return map;
    }

    public override RequestMembers? Structure(string name) =>
        form.Find(name) is { } found ? new QueryMembers(Service, found, names) : null;

    public override IReadOnlyList<KeyValuePair<string, RequestMembers>> Structures(string name)
    {
        var (path, key, value) = names.RequestMap(name);
        return form.Find(path) is { } entries
            ? [.. entries.Numbered().Select(entry => KeyValuePair.Create<string, RequestMembers>(
                entry.Text(key) ?? string.Empty,
                new QueryMembers(Service, entry.Find(value) ?? new QueryForm(), names)))]
            : [];
    }

    public override IReadOnlyList<RequestMembers>? List(string name) =>
        form.Find(names.RequestList(name)) is { } list
            ? [.. list.Numbered().Select(item => new QueryMembers(Service, item, names))]
            : null;
}
