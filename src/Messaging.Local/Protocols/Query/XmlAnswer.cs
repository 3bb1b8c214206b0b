using System.Buffers;
using System.Text;

namespace Messaging.Local;

/// <summary>Writes elements of XML as UTF-8, and escapes texts as AWS does.</summary>
internal sealed class XmlAnswer
{
    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(code => (char)code).Except("\t\n"), '&', '<', '>', '"', '\uFFFE', '\uFFFF']);

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private bool _startIsOpen;

    public XmlAnswer() => Write("<?xml version=\"1.0\"?>");

    public void Open(string name)
    {
        CloseStart();
        Write("<");
        Write(name);
        _startIsOpen = true;
    }

    /// <summary>Sets the namespace of the element that was just opened.</summary>
    public void Namespace(string name)
    {
        Write(" xmlns=\"");
        Write(name);
        Write("\"");
    }

    public void Close(string name)
    {
        if (_startIsOpen)
        {
            Write("/>");
            _startIsOpen = false;
            return;
        }

        Write("</");
        Write(name);
        Write(">");
    }

    public void Element(string name, string text)
    {
        Open(name);
        if (text.Length > 0)
        {
            CloseStart();
            WriteEscaped(text);
        }

        Close(name);
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    private void CloseStart()
    {
        if (_startIsOpen)
        {
            Write(">");
            _startIsOpen = false;
        }
    }

    private void WriteEscaped(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(Special); at >= 0; at = text.IndexOfAny(Special))
        {
            Write(text[..at]);
            Write(text[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\r' => "&#xD;",
                _ => "\uFFFD", // No XML can hold it; it can only come from what an error repeats.
            });
            text = text[(at + 1)..];
        }

        Write(text);
    }

    private void Write(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, _bytes);
}
