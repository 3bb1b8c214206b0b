using System.Text;
using System.Text.Json;
using CsCheck;

namespace Messaging.Local.Tests;

public sealed class InputTemplateTests
{
    private static readonly Gen<string> Hostile = OneOf(
        "<a>", "<b>", "<", ">", "\"", "\\", "\\\"", "\\u", "\\ud800", "{", "}", "[", "]", ":", ",", "1", "x", " ", "\n", "<aws.events.event>")
        .List[0, 12].Select(string.Concat);

    private static readonly Gen<string> Values = Gen.OneOf(
        Gen.String.Select(Quoted),
        Gen.Int.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        OneOf("null", "true", "[]", "{}", "[1,[\"x\"]]", """{"a":{"b":"c \" d"}}""", """{"é":"\ud83d"}"""));

    [Fact]
    public void A_template_never_throws_and_what_begins_as_JSON_gives_JSON_or_nothing() =>
        Gen.Select(Hostile, Values, Values.Select(Gen.Bool, (value, isThere) => isThere ? value : null)).Sample(
            (text, a, b) =>
            {
                var filled = new InputTemplate(text).Fill(name => name switch
                {
                    "a" => CompactJson.Parse(a),
                    "b" when b is not null => CompactJson.Parse(b),
                    _ => null,
                });

                if (text.TrimStart() is ['{' or '[', ..])
                {
                    return filled is null || CompactJson.Parse(filled) is not null;
                }

                return filled is not null;
            },
            iter: 5_000);

    [Fact]
    public void A_template_without_placeholders_comes_out_as_it_is() =>
        Gen.String.Where(text => !text.Contains('<', StringComparison.Ordinal) && text.TrimStart() is not ['{' or '[', ..])
            .Sample(text => new InputTemplate(text).Fill(_ => null) == text, iter: 1_000);

    [Fact]
    public void A_text_in_quotes_of_JSON_is_read_back_as_it_was() =>
        Text.Sample(
            text =>
            {
                var filled = new InputTemplate("""{"a": "<a>", "b": <a>}""").Fill(_ => CompactJson.Parse(Quoted(text)));

                using var read = JsonDocument.Parse(filled!);
                return read.RootElement.GetProperty("a").GetString() == text
                    && read.RootElement.GetProperty("b").GetString() == text;
            },
            iter: 2_000);

    [Fact]
    public void A_placeholder_out_of_quotes_is_the_value_itself() =>
        Values.Sample(
            value =>
            {
                var expected = Compact(CompactJson.Parse(value)!.Value);
                return new InputTemplate("{\"v\":<a>}").Fill(_ => CompactJson.Parse(value)) == $$"""{"v":{{expected}}}""";
            },
            iter: 2_000);

    [Fact]
    public void A_short_template_cannot_make_a_message_that_no_target_takes()
    {
        var large = CompactJson.Parse(Quoted(new string('x', 500_000)));
        var asked = 0;

        var filled = new InputTemplate(string.Concat(Enumerable.Repeat("<a>", 2_000))).Fill(_ =>
        {
            asked++;
            return large;
        });

        Assert.Null(filled);
        Assert.Equal(3, asked);
    }

    [Fact]
    public void JSON_is_compact_with_its_numbers_as_they_were_and_no_needless_escapes()
    {
        var value = CompactJson.Parse(""" { "a" : [ 1.0, 1e+2 , -0 ], "é\u00e9\/😀": "\u0041\u2028\u0001\ud83d\ude00" , "a": null } """);

        Assert.Equal("{\"a\":[1.0,1e+2,-0],\"éé/😀\":\"A\u2028\\u0001😀\",\"a\":null}", Compact(value!.Value));
    }

    [Theory]
    [InlineData("\"\\ud800\"", "\"\uFFFD\"")]
    [InlineData("\"\\uDC00\\ud800x\"", "\"\uFFFD\uFFFDx\"")]
    [InlineData("\"\\ud83d\\ude00\"", "\"😀\"")]
    [InlineData("\"\\\\ud800\"", "\"\\\\ud800\"")]
    [InlineData("\"\\\\\\ud800\"", "\"\\\\\uFFFD\"")]
    public void Half_a_character_is_replaced(string json, string expected) =>
        Assert.Equal(expected, Compact(CompactJson.Parse(json)!.Value));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("\\ud8")]
    [InlineData("\"\\ud8\"")]
    [InlineData("\"\\")]
    [InlineData("{} {}")]
    public void What_is_no_JSON_is_refused(string text) => Assert.Null(CompactJson.Parse(text));

    [Fact]
    public void JSON_that_is_too_deep_is_refused()
    {
        Assert.NotNull(CompactJson.Parse(Deep(1_000), 1_000));
        Assert.Null(CompactJson.Parse(Deep(1_001), 1_000));
        Assert.Null(CompactJson.Parse(Deep(1_000_000)));
    }

    [Theory]
    [InlineData("$", "{\"a\":{\"b\":[10,{\"c d\":20}]},\"x.y\":30}")]
    [InlineData("$.a.b[0]", "10")]
    [InlineData("$['a'][\"b\"][1]['c d']", "20")]
    [InlineData("$['x.y']", "30")]
    [InlineData("$.a.b[*]", "[10,{\"c d\":20}]")]
    [InlineData("$.a.*[0]", "[10]")]
    [InlineData("$.a.b[2]", null)]
    [InlineData("$.a[0]", null)]
    [InlineData("$.a.b.c", null)]
    [InlineData("$.a.b[0].c", null)]
    [InlineData("$.none[*]", "[]")]
    public void A_path_leads_to_a_part_of_the_event(string path, string? expected)
    {
        var root = CompactJson.Parse("""{"a":{"b":[10,{"c d":20}]},"x.y":30}""")!.Value;

        var found = JsonPath.Parse(path)!.Find(root);

        Assert.Equal(expected, found is { } value ? Compact(value) : null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("$a")]
    [InlineData("$.")]
    [InlineData("$..a")]
    [InlineData("$.a b")]
    [InlineData("$[")]
    [InlineData("$[]")]
    [InlineData("$[-1]")]
    [InlineData("$[99999999999]")]
    [InlineData("$['a'")]
    [InlineData("$['a]")]
    [InlineData("$.a[?(@.b)]")]
    public void What_is_no_path_is_refused(string text) => Assert.Null(JsonPath.Parse(text));

    [Fact]
    public void A_path_never_throws() =>
        OneOf("$", ".", "a", "[", "]", "'", "\"", "*", "0", "1", "-", " ", "b", "..", "['a']").List[0, 8]
            .Select(string.Concat)
            .Sample(
                text =>
                {
                    JsonPath.Parse(text)?.Find(CompactJson.Parse("""{"a":[1,{"b":"x"}],"b":{"a":[]}}""")!.Value);
                },
                iter: 5_000);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(at => texts[at]);

    private static readonly Gen<string> Text = Gen.String.Where(text => text.All(c => !char.IsSurrogate(c)));

    private static string Compact(JsonElement value)
    {
        var text = new StringBuilder();
        CompactJson.Write(text, value);
        return text.ToString();
    }

    private static string Quoted(string text)
    {
        var json = new StringBuilder();
        CompactJson.WriteText(json, string.Concat(text.Where(c => !char.IsSurrogate(c))));
        return json.ToString();
    }

    private static string Deep(int levels) => new string('[', levels) + new string(']', levels);
}
