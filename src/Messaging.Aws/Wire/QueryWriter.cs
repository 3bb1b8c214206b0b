using System.Buffers;
using System.Globalization;
using System.Text;

namespace Messaging.Aws;

/// <summary>Writes a form: names as they are, values percent-encoded.</summary>
internal readonly struct QueryWriter(IBufferWriter<byte> output)
{
    private const int Piece = 512;

    public void Start(string action, string version)
    {
        output.Write("Action="u8);
        WriteEncoded(action);
        Add("Version"u8, version);
    }

    public void Add(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            output.Write("&"u8);
            output.Write(name);
            WriteValue(value);
        }
    }

    /// <summary>Adds a member of an item of a list: <c>Tags.member.1.Key</c>.</summary>
    public void Add(ReadOnlySpan<byte> list, int number, ReadOnlySpan<byte> member, string? value)
    {
        if (value is not null)
        {
            WriteItem(list, number, member);
            WriteValue(value);
        }
    }

    /// <summary>Adds a member of an item of a list within an item of a list.</summary>
    public void Add(
        ReadOnlySpan<byte> outer, int outerNumber, ReadOnlySpan<byte> inner, int innerNumber, ReadOnlySpan<byte> member, string value)
    {
        WriteItem(outer, outerNumber, inner);
        WriteNumber(innerNumber);
        output.Write(member);
        WriteValue(value);
    }

    /// <summary>Adds a map of texts: <c>Attributes.entry.1.key</c> and <c>.value</c>.</summary>
    public void AddMap(ReadOnlySpan<byte> map, IReadOnlyDictionary<string, string>? values) =>
        AddPairs(map, ".key"u8, ".value"u8, values);

    /// <summary>Adds tags: <c>Tags.member.1.Key</c> and <c>.Value</c>.</summary>
    public void AddTags(ReadOnlySpan<byte> list, IReadOnlyDictionary<string, string>? tags) =>
        AddPairs(list, ".Key"u8, ".Value"u8, tags);

    private void AddPairs(
        ReadOnlySpan<byte> list, ReadOnlySpan<byte> keyName, ReadOnlySpan<byte> valueName, IReadOnlyDictionary<string, string>? pairs)
    {
        if (pairs is null)
        {
            return;
        }

        var number = 0;
        foreach (var (key, value) in pairs)
        {
            number++;
            Add(list, number, keyName, key);
            Add(list, number, valueName, value);
        }
    }

    private void WriteItem(ReadOnlySpan<byte> list, int number, ReadOnlySpan<byte> member)
    {
        output.Write("&"u8);
        output.Write(list);
        WriteNumber(number);
        output.Write(member);
    }

    private void WriteNumber(int number)
    {
        number.TryFormat(output.GetSpan(11), out var written, provider: CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    private void WriteValue(string value)
    {
        output.Write("="u8);
        WriteEncoded(value);
    }

    private void WriteEncoded(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            // A character takes three bytes of UTF-8 at most, and each byte three of the form.
            var piece = text[..Math.Min(Piece, text.Length)];
            var target = output.GetSpan(piece.Length * 9 + 12);
            var written = 0;
            var read = 0;
            while (read < piece.Length)
            {
                if (IsUnreserved(piece[read]))
                {
                    target[written++] = (byte)piece[read++];
                }
                else
                {
                    // From the whole text: a pair of surrogates may lie across the end of the piece.
                    read += Encode(text[read..], target, ref written);
                }
            }

            output.Advance(written);
            text = text[read..];
        }
    }

    /// <summary>Encodes one character; half of a surrogate pair becomes U+FFFD.</summary>
    private static int Encode(ReadOnlySpan<char> text, Span<byte> target, ref int written)
    {
        Rune.DecodeFromUtf16(text, out var rune, out var consumed);
        Span<byte> bytes = stackalloc byte[4];
        var count = rune.EncodeToUtf8(bytes);
        foreach (var value in bytes[..count])
        {
            target[written++] = (byte)'%';
            target[written++] = Hex(value >> 4);
            target[written++] = Hex(value & 15);
        }

        return consumed;
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);

    private static bool IsUnreserved(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '~';
}
