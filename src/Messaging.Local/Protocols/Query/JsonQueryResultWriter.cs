using System.Globalization;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>Writes the members of an answer of the Query protocol as JSON: maps of SQS are lists of names and values.</summary>
/// <remarks>Where AWS writes null for a member that has no value, the member is left out here.</remarks>
internal sealed class JsonQueryResultWriter : ResultWriter, IDisposable
{
    private readonly JsonBuffer _buffer = JsonBuffer.Take();
    private readonly Utf8JsonWriter _json;
    private readonly QueryNames _names;
    private readonly bool _hasResult;
    private bool _returned;

    public JsonQueryResultWriter(string action, QueryNames names, bool hasResult = true)
    {
        _names = names;
        _hasResult = hasResult;
        _json = _buffer.Json;
        _json.WriteStartObject();
        _json.WriteStartObject(action + "Response");
        if (hasResult)
        {
            _json.WriteStartObject(action + "Result");
        }
    }

    /// <summary>Ends the answer and returns it.</summary>
    public byte[] Finish(string requestId)
    {
        if (_hasResult)
        {
            _json.WriteEndObject();
        }

        _json.WriteStartObject("ResponseMetadata");
        _json.WriteString("RequestId", requestId);
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteEndObject();
        return _buffer.ToArray();
    }

    public override void Text(string name, string? value)
    {
        if (value is not null)
        {
            _json.WriteString(name, value);
        }
    }

    public override void Number(string name, long value) => _json.WriteNumber(name, value);

    public override void Flag(string name, bool value) => _json.WriteBoolean(name, value);

    public override void Time(string name, DateTime value) =>
        _json.WriteString(name, value.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    public override void Bytes(string name, byte[] value) => _json.WriteBase64String(name, value);

    public override void Texts(string name, IReadOnlyCollection<string> values, bool required = false)
    {
        _json.WriteStartArray(NameOf(name));
        foreach (var value in values)
        {
            _json.WriteStringValue(value);
        }

        _json.WriteEndArray();
    }

    public override void Map(string name, IReadOnlyCollection<KeyValuePair<string, string>> values)
    {
        var (_, key, value) = _names.Entry(name);
        Entries(name, values, entry =>
        {
            _json.WriteString(key, entry.Key);
            _json.WriteString(value, entry.Value);
        });
    }

    public override void Structure(string name, Action<ResultWriter> write)
    {
        _json.WriteStartObject(name);
        write(this);
        _json.WriteEndObject();
    }

    public override void List<T>(string name, IReadOnlyCollection<T> items, Action<ResultWriter, T> write) =>
        Entries(NameOf(name), items, item => write(this, item));

    public override void Structures<T>(
        string name, IReadOnlyCollection<T> items, Func<T, string> key, Action<ResultWriter, T> write)
    {
        var (_, keyName, valueName) = _names.Entry(name);
        Entries(name, items, item =>
        {
            _json.WriteString(keyName, key(item));
            Structure(valueName, inner => write(inner, item));
        });
    }

    public void Dispose()
    {
        if (!_returned)
        {
            _returned = true;
            _buffer.Return();
        }
    }

    // SQS calls its two oldest lists so.
    private static string NameOf(string name) => name switch
    {
        "Messages" => "messages",
        "QueueUrls" => "queueUrls",
        _ => name,
    };

    private void Entries<T>(string name, IReadOnlyCollection<T> items, Action<T> write)
    {
        _json.WriteStartArray(name);
        foreach (var item in items)
        {
            _json.WriteStartObject();
            write(item);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }
}
