using System.Globalization;

namespace Messaging.Local;

/// <summary>Writes the members of an answer as elements of XML.</summary>
internal sealed class QueryResultWriter : ResultWriter
{
    private readonly XmlAnswer _xml = new();
    private readonly string _action;
    private readonly QueryNames _names;

    public QueryResultWriter(string action, QueryNames names)
    {
        _action = action;
        _names = names;
        Start(_xml, action, names);
        _xml.Open(action + "Result");
    }

    /// <summary>Writes the answer of an operation that answers nothing but that it is done.</summary>
    public static byte[] WriteDone(string action, QueryNames names, string requestId)
    {
        var xml = new XmlAnswer();
        Start(xml, action, names);
        return End(xml, action, requestId);
    }

    /// <summary>Ends the answer and returns it.</summary>
    public byte[] Finish(string requestId)
    {
        _xml.Close(_action + "Result");
        return End(_xml, _action, requestId);
    }

    public override void Text(string name, string? value)
    {
        if (value is not null)
        {
            _xml.Element(name, value);
        }
    }

    public override void Number(string name, long value) =>
        _xml.Element(name, value.ToString(CultureInfo.InvariantCulture));

    public override void Flag(string name, bool value) => _xml.Element(name, value ? "true" : "false");

    public override void Time(string name, DateTime value) =>
        _xml.Element(name, value.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    public override void Bytes(string name, byte[] value) => _xml.Element(name, Convert.ToBase64String(value));

    public override void Texts(string name, IReadOnlyCollection<string> values, bool required = false)
    {
        var element = _names.Item(name);
        Items(name, values, value => _xml.Element(element, value));
    }

    public override void Map(string name, IReadOnlyCollection<KeyValuePair<string, string>> values)
    {
        var (element, keyElement, valueElement) = _names.Entry(name);
        Items(name, values, entry =>
        {
            _xml.Open(element);
            _xml.Element(keyElement, entry.Key);
            _xml.Element(valueElement, entry.Value);
            _xml.Close(element);
        });
    }

    public override void Structure(string name, Action<ResultWriter> write)
    {
        _xml.Open(name);
        write(this);
        _xml.Close(name);
    }

    public override void List<T>(string name, IReadOnlyCollection<T> items, Action<ResultWriter, T> write)
    {
        var element = _names.Item(name);
        Items(name, items, item =>
        {
            _xml.Open(element);
            write(this, item);
            _xml.Close(element);
        });
    }

    public override void Structures<T>(
        string name, IReadOnlyCollection<T> items, Func<T, string> key, Action<ResultWriter, T> write)
    {
        var (element, keyElement, valueElement) = _names.Entry(name);
        Items(name, items, item =>
        {
            _xml.Open(element);
            _xml.Element(keyElement, key(item));
            _xml.Open(valueElement);
            write(this, item);
            _xml.Close(valueElement);
            _xml.Close(element);
        });
    }

    private static void Start(XmlAnswer xml, string action, QueryNames names)
    {
        xml.Open(action + "Response");
        xml.Namespace(names.Namespace);
    }

    private static byte[] End(XmlAnswer xml, string action, string requestId)
    {
        xml.Open("ResponseMetadata");
        xml.Element("RequestId", requestId);
        xml.Close("ResponseMetadata");
        xml.Close(action + "Response");
        return xml.ToArray();
    }

    private void Items<T>(string name, IReadOnlyCollection<T> items, Action<T> write)
    {
        if (_names.Wraps)
        {
            _xml.Open(name);
        }

        foreach (var item in items)
        {
            write(item);
        }

        if (_names.Wraps)
        {
            _xml.Close(name);
        }
    }
}
