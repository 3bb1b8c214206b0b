using System.Text.Json;

namespace Messaging.Local;

/// <summary>Writes an answer as one JSON object.</summary>
internal sealed class JsonResultWriter : ResultWriter, IDisposable
{
    private readonly JsonBuffer _buffer = JsonBuffer.Take();
    private readonly Utf8JsonWriter _json;
    private readonly bool _writesEmpty;
    private bool _returned;

    public JsonResultWriter(Service service)
    {
        _writesEmpty = service is not SqsService;
        _json = _buffer.Json;
        _json.WriteStartObject();
    }

    /// <summary>Ends the object and returns it.</summary>
    public byte[] Finish()
    {
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
        _json.WriteNumber(name, (value - DateTime.UnixEpoch).TotalSeconds);

    public override void Bytes(string name, byte[] value) => _json.WriteBase64String(name, value);

    public override void Texts(string name, IReadOnlyCollection<string> values, bool required = false)
    {
        if (values.Count == 0 && !required && !_writesEmpty)
        {
            return;
        }

        _json.WriteStartArray(name);
        foreach (var value in values)
        {
            _json.WriteStringValue(value);
        }

        _json.WriteEndArray();
    }

    public override void Map(string name, IReadOnlyCollection<KeyValuePair<string, string>> values)
    {
        if (values.Count == 0 && !_writesEmpty)
        {
            return;
        }

        _json.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            _json.WriteString(key, value);
        }

        _json.WriteEndObject();
    }

    public override void Structure(string name, Action<ResultWriter> write)
    {
        _json.WriteStartObject(name);
        write(this);
        _json.WriteEndObject();
    }

    public override void List<T>(string name, IReadOnlyCollection<T> items, Action<ResultWriter, T> write)
    {
        if (items.Count == 0 && !_writesEmpty)
        {
            return;
        }

        _json.WriteStartArray(name);
        foreach (var item in items)
        {
            _json.WriteStartObject();
            write(this, item);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    public override void Structures<T>(
        string name, IReadOnlyCollection<T> items, Func<T, string> key, Action<ResultWriter, T> write)
    {
        if (items.Count == 0 && !_writesEmpty)
        {
            return;
        }

        _json.WriteStartObject(name);
        foreach (var item in items)
        {
            _json.WriteStartObject(key(item));
            write(this, item);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }

    public void Dispose()
    {
        if (!_returned)
        {
            _returned = true;
            _buffer.Return();
        }
    }
}
