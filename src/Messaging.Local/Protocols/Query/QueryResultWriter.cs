using System.Globalization;
using System.Xml;

namespace Messaging.Local;

/// <summary>Writes the members of an answer as XML elements.</summary>
internal sealed class QueryResultWriter(QueryNames names) : ResultWriter
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        OmitXmlDeclaration = false,
        CheckCharacters = false,
        NewLineHandling = NewLineHandling.Entitize,
    };

    private readonly List<Action<XmlWriter>> _members = [];
    private XmlWriter? _direct;

    public static byte[] Document(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            write(xml);
        }

        return bytes.ToArray();
    }

    /// <summary>Writes what was collected in one element.</summary>
    public void WriteTo(XmlWriter xml, string element)
    {
        _direct = xml;
        xml.WriteStartElement(element, names.Namespace);
        foreach (var member in _members)
        {
            member(xml);
        }

        xml.WriteEndElement();
    }

    public override void Text(string name, string? value)
    {
        if (value is not null)
        {
            Write(xml => xml.WriteElementString(name, names.Namespace, value));
        }
    }

    public override void Number(string name, long value) => Text(name, value.ToString(CultureInfo.InvariantCulture));

    public override void Flag(string name, bool value) => Text(name, value ? "true" : "false");

    public override void Time(string name, DateTime value) =>
        Text(name, value.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    public override void Bytes(string name, byte[] value) => Text(name, Convert.ToBase64String(value));

    public override void Texts(string name, IReadOnlyCollection<string> values, bool required = false) =>
        Items(name, values, (xml, value) => xml.WriteElementString(names.Item(name), names.Namespace, value));

    public override void Map(string name, IReadOnlyCollection<KeyValuePair<string, string>> values)
    {
        var (entry, key, value) = names.Entry(name);
        Items(name, values, (xml, pair) =>
        {
            xml.WriteStartElement(entry, names.Namespace);
            xml.WriteElementString(key, names.Namespace, pair.Key);
            xml.WriteElementString(value, names.Namespace, pair.Value);
            xml.WriteEndElement();
        });
    }

    public override void Structure(string name, Action<ResultWriter> write) =>
        Write(xml => Element(xml, name, () => write(this)));

    public override void List<T>(string name, IReadOnlyCollection<T> items, Action<ResultWriter, T> write) =>
        Items(name, items, (xml, item) => Element(xml, names.Item(name), () => write(this, item)));

    public override void Structures<T>(
        string name, IReadOnlyCollection<T> items, Func<T, string> key, Action<ResultWriter, T> write)
    {
        var (entry, keyName, valueName) = names.Entry(name);
        Items(name, items, (xml, item) => Element(xml, entry, () =>
        {
            xml.WriteElementString(keyName, names.Namespace, key(item));
            Element(xml, valueName, () => write(this, item));
        }));
    }

    private void Items<T>(string name, IReadOnlyCollection<T> items, Action<XmlWriter, T> write)
    {
        if (items.Count == 0 && !names.Wraps)
        {
            return;
        }

        Write(xml =>
        {
            if (names.Wraps)
            {
                xml.WriteStartElement(name, names.Namespace);
            }

            foreach (var item in items)
            {
                write(xml, item);
            }

            if (names.Wraps)
            {
                xml.WriteEndElement();
            }
        });
    }

    private void Element(XmlWriter xml, string name, Action write)
    {
        xml.WriteStartElement(name, names.Namespace);
        write();
        xml.WriteEndElement();
    }

    private void Write(Action<XmlWriter> member)
    {
        if (_direct is { } xml)
        {
            member(xml);
        }
        else
        {
            _members.Add(member);
        }
    }
}
