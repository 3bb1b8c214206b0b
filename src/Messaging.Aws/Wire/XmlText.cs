using System.Globalization;
using System.Text;

namespace Messaging.Aws;

/// <summary>Reads the text between tags: references become their characters, line ends become line feeds.</summary>
internal static class XmlText
{
    public static void Append(StringBuilder target, ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var next = text.IndexOfAny((byte)'&', (byte)'\r');
            var plain = next < 0 ? text : text[..next];
            target.Append(Encoding.UTF8.GetString(plain));
            text = text[plain.Length..];
            if (text.StartsWith("\r"u8))
            {
                target.Append('\n');
                text = text[(text.StartsWith("\r\n"u8) ? 2 : 1)..];
            }
            else if (!text.IsEmpty)
            {
                text = AppendReference(target, text);
            }
        }
    }

    private static ReadOnlySpan<byte> AppendReference(StringBuilder target, ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)';');
        var name = end < 0 ? throw Unknown() : text[1..end];
        if (name.StartsWith("#"u8))
        {
            target.Append(Character(name[1..]).ToString());
        }
        else
        {
            target.Append(Encoding.UTF8.GetString(name) switch
            {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                "apos" => '\'',
                _ => throw Unknown(),
            });
        }

        return text[(end + 1)..];
    }

    private static Rune Character(ReadOnlySpan<byte> number)
    {
        var isHex = number.StartsWith("x"u8);
        var digits = isHex ? number[1..] : number;
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return int.TryParse(digits, style, CultureInfo.InvariantCulture, out var value) && Rune.TryCreate(value, out var rune)
            ? rune
            : throw Unknown();
    }

    private static FormatException Unknown() => new("The answer is an XML document with a reference that stands for nothing.");
}
