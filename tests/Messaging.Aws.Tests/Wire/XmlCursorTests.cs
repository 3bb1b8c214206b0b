using System.Text;
using System.Xml;
using System.Xml.Linq;
using CsCheck;

namespace Messaging.Aws.Tests;

/// <summary>Our reader of XML against the framework's.</summary>
public sealed class XmlCursorTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String["ab <>&\"'\n\t]é日"],
        Gen.OneOf("", "😀", "]]>", "a]]", "--", "<!--", "&amp;", "\r\n", "\u0085", "plain"));

    private static readonly Gen<string> Name = Gen.OneOf("a", "b", "member", "Result", "x-y", "n.1");

    private static readonly Gen<XElement> Element = Gen.Recursive<XElement>((depth, child) =>
        depth > 4
            ? Leaf()
            : Gen.Frequency(
                (3, Leaf()),
                (1, Gen.Select(Name, child.Array[0, 4]).Select((name, children) => new XElement(name, children.Cast<object>().ToArray())))));

    [Fact]
    public void Reads_what_the_frameworks_reader_reads() => Element.Sample(element =>
    {
        foreach (var options in new[] { SaveOptions.None, SaveOptions.DisableFormatting })
        {
            var xml = "<?xml version=\"1.0\"?>\n<!-- < > -->" + element.ToString(options) + "\n";
            var cursor = XmlCursor.OfRoot(Encoding.UTF8.GetBytes(xml));
            Assert.Equal(Flatten(XElement.Parse(xml, LoadOptions.PreserveWhitespace)), Flatten(ref cursor, element));
        }
    });

    [Theory]
    [InlineData("<a>x<!-- c -->y</a>", "xy")]
    [InlineData("<a><![CDATA[<b>&amp;]]>z</a>", "<b>&amp;z")]
    [InlineData("<a>&#65;&#x1F600;&lt;&gt;&amp;&quot;&apos;</a>", "A😀<>&\"'")]
    [InlineData("<a k='>' l=\"/>\">x</a>", "x")]
    [InlineData("<a k=\"v\" />", "")]
    [InlineData("<a\n>x</a\n>", "x")]
    [InlineData("<?xml version='1.0'?><!--<a>--><a>x\r\ny\rz</a>", "x\ny\nz")]
    public void Reads_text(string xml, string expected)
    {
        var cursor = XmlCursor.OfRoot(Encoding.UTF8.GetBytes(xml));
        Assert.Equal(expected, cursor.ReadText());
        Assert.Equal(expected, XDocument.Parse(xml).Root!.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("<")]
    [InlineData("<>x</>")]
    [InlineData("<a")]
    [InlineData("<a k='>")]
    [InlineData("<a>")]
    [InlineData("<a>x")]
    [InlineData("<a>x</a")]
    [InlineData("<a>x<b/></a>")]
    [InlineData("<a>&unknown;</a>")]
    [InlineData("<a>&#xD800;</a>")]
    [InlineData("<a>&lt</a>")]
    [InlineData("<a><![CDATA[x</a>")]
    [InlineData("<a><!-- x</a>")]
    [InlineData("<!DOCTYPE a><a>x</a>")]
    public void Refuses_what_is_malformed(string xml) => Assert.Throws<FormatException>(() =>
    {
        var cursor = XmlCursor.OfRoot(Encoding.UTF8.GetBytes(xml));
        return cursor.ReadText();
    });

    [Fact]
    public void Ends_on_any_bytes() => Gen.OneOf(Gen.Byte.Array[0, 40], Gen.String["<>/!-[]CDAT?ab&;#x'\" "].Select(Encoding.UTF8.GetBytes))
        .Sample(bytes =>
        {
            try
            {
                var cursor = XmlCursor.OfRoot(bytes);
                var root = cursor.Depth;
                while (cursor.ReadChild(root))
                {
                }
            }
            catch (FormatException)
            {
                // Refused is as good as read: neither hangs, nor fails otherwise.
            }
        });

    private static Gen<XElement> Leaf() => Gen.Select(Name, Text).Select((name, text) => new XElement(name, Legal(text)));

    private static string Legal(string text) => new([.. text.Where(character => XmlConvert.IsXmlChar(character) || char.IsSurrogate(character))]);

    private static string Flatten(XElement element) => element.HasElements || !element.Nodes().Any()
        ? $"{element.Name}({string.Concat(element.Elements().Select(Flatten))})"
        : $"{element.Name}[{element.Value}]";

    private static string Flatten(ref XmlCursor cursor, XElement shape)
    {
        if (!shape.HasElements && shape.Nodes().Any())
        {
            Assert.True(cursor.Is(Encoding.UTF8.GetBytes(shape.Name.LocalName)));
            return $"{shape.Name}[{cursor.ReadText()}]";
        }

        var text = new StringBuilder(shape.Name + "(");
        var depth = cursor.Depth;
        var children = shape.Elements().GetEnumerator();
        while (cursor.ReadChild(depth))
        {
            Assert.True(children.MoveNext());
            text.Append(Flatten(ref cursor, children.Current));
        }

        Assert.False(children.MoveNext());
        return text.Append(')').ToString();
    }
}
