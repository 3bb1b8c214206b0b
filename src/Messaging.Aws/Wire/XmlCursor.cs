using System.Text;

namespace Messaging.Aws;

/// <summary>Walks forward through the elements of an XML document that is complete in memory. Attributes are passed over.</summary>
/// <remarks>
/// The documents of SNS are small and plain; the framework's reader costs more memory than all else in a request. Document
/// types are refused: no service sends one, and they are how XML attacks its reader.
/// </remarks>
internal ref struct XmlCursor
{
    private readonly ReadOnlySpan<byte> _xml;
    private int _position;
    private ReadOnlySpan<byte> _name;
    private bool _isStart;
    private bool _closesItself;

    private XmlCursor(ReadOnlySpan<byte> xml) => _xml = xml;

    /// <summary>Gets how deep the element is in which the cursor stands; that of the root is 1.</summary>
    public int Depth { get; private set; }

    /// <summary>Places a cursor in the root element.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static XmlCursor OfRoot(ReadOnlySpan<byte> xml)
    {
        var cursor = new XmlCursor(xml);
        cursor.ReadTag();
        return cursor;
    }

    public readonly bool Is(ReadOnlySpan<byte> name) => _name.SequenceEqual(name);

    public readonly bool NameEndsWith(ReadOnlySpan<byte> end) => _name.EndsWith(end);

    /// <summary>Goes to the next child of the element at a depth, past whatever was not read of the last one.</summary>
    /// <returns>Whether there was one; otherwise the cursor has left the parent.</returns>
    /// <exception cref="FormatException">The document is malformed or ends early.</exception>
    public bool ReadChild(int parentDepth)
    {
        while (Depth >= parentDepth)
        {
            ReadTag();
            if (_isStart && Depth == parentDepth + 1)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads the text of the element in which the cursor stands, and leaves it.</summary>
    public string ReadText()
    {
        if (_closesItself)
        {
            ReadTag();
            return "";
        }

        var start = _position;
        var length = _xml[start..].IndexOf((byte)'<');
        var text = length < 0 ? throw Early() : _xml.Slice(start, length);
        var isPlain = text.IndexOfAny((byte)'&', (byte)'\r') < 0 && !_xml[(start + length)..].StartsWith("<!"u8);
        if (!isPlain)
        {
            return ReadMixedText();
        }

        _position += length;
        ReadTag();
        return _isStart ? throw new FormatException("An element holds elements where text is expected.") : Encoding.UTF8.GetString(text);
    }

    private string ReadMixedText()
    {
        var text = new StringBuilder();
        while (true)
        {
            var rest = _xml[_position..];
            var length = rest.IndexOf((byte)'<');
            XmlText.Append(text, length < 0 ? throw Early() : rest[..length]);
            _position += length;
            rest = rest[length..];
            if (rest.StartsWith("<![CDATA["u8))
            {
                var end = rest.IndexOf("]]>"u8);
                text.Append(Encoding.UTF8.GetString(end < 0 ? throw Early() : rest[9..end]));
                _position += end + 3;
            }
            else if (rest.StartsWith("<!--"u8))
            {
                SkipPast("-->"u8);
            }
            else
            {
                ReadTag();
                return _isStart ? throw new FormatException("An element holds elements where text is expected.") : text.ToString();
            }
        }
    }

    /// <summary>Goes into the next element, or out of the one in which the cursor stands.</summary>
    private void ReadTag()
    {
        if (_closesItself)
        {
            (_closesItself, _isStart) = (false, false);
            Depth--;
            return;
        }

        while (true)
        {
            var next = _xml[_position..].IndexOf((byte)'<');
            _position = next < 0 ? throw Early() : _position + next;
            var rest = _xml[_position..];
            if (rest.StartsWith("<?"u8))
            {
                SkipPast("?>"u8);
            }
            else if (rest.StartsWith("<!--"u8))
            {
                SkipPast("-->"u8);
            }
            else if (rest.StartsWith("<![CDATA["u8))
            {
                SkipPast("]]>"u8);
            }
            else if (rest.StartsWith("<!"u8))
            {
                throw new FormatException("The answer is an XML document with a document type.");
            }
            else
            {
                ReadElementTag(rest);
                return;
            }
        }
    }

    private void ReadElementTag(ReadOnlySpan<byte> rest)
    {
        _isStart = !rest.StartsWith("</"u8);
        var tag = rest[(_isStart ? 1 : 2)..EndOfTag(rest)];
        _position += (_isStart ? 1 : 2) + tag.Length + 1;
        _closesItself = _isStart && tag.EndsWith("/"u8);
        var end = tag.IndexOfAny(" \t\r\n/"u8);
        _name = end < 0 ? tag : tag[..end];
        if (_name.IsEmpty)
        {
            throw new FormatException("The answer is an XML document with an element that has no name.");
        }

        Depth += _isStart ? 1 : -1;
    }

    /// <summary>Finds the end of a tag; the values of its attributes may hold one that is none.</summary>
    private static int EndOfTag(ReadOnlySpan<byte> rest)
    {
        var quote = (byte)0;
        for (var at = 0; at < rest.Length; at++)
        {
            if (quote != 0)
            {
                quote = rest[at] == quote ? (byte)0 : quote;
            }
            else if (rest[at] == '>')
            {
                return at;
            }
            else if (rest[at] is (byte)'"' or (byte)'\'')
            {
                quote = rest[at];
            }
        }

        throw Early();
    }

    private void SkipPast(ReadOnlySpan<byte> end)
    {
        var found = _xml[_position..].IndexOf(end);
        _position = found < 0 ? throw Early() : _position + found + end.Length;
    }

    private static FormatException Early() => new("The answer is an XML document that ends too early.");
}
