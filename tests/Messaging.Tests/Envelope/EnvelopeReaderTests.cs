using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Messaging;

public sealed class EnvelopeReaderTests
{
    [Theory]
    [InlineData("written-full")]
    [InlineData("written-minimal")]
    [InlineData("written-headers-inside")]
    [InlineData("read-data-string")]
    public void Reads_the_same_message_from_every_form(string file)
    {
        Assert.Equal(BodyShape.Envelope, Read(GoldenFiles.Read(file), out var envelope));
        Assert.Equal(new OrderPlaced(17, "Grüße & <b>"), Orders.Type.Read(envelope.Data.Span));
    }

    [Fact]
    public void Passes_over_unknown_members_wherever_they_stand()
    {
        Assert.Equal(BodyShape.Envelope, Read(GoldenFiles.Read("read-unknown-members"), out var envelope));

        Assert.Equal(("i-1", Orders.Name), (envelope.Id, envelope.Type));
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 5, 6, 7, 890, TimeSpan.Zero), envelope.Time);
        Assert.Equal([new("tenant", "acme")], envelope.Headers!);
        Assert.Equal(new OrderPlaced(17, "n"), Orders.Type.Read(envelope.Data.Span));
    }

    [Theory]
    [InlineData("read-missing-type")]
    [InlineData("read-truncated")]
    [InlineData("read-trailing-junk")]
    public void What_begins_as_an_envelope_and_is_none_is_broken(string file) =>
        Assert.Equal(BodyShape.BrokenEnvelope, Read(GoldenFiles.Read(file), out _));

    [Fact]
    public void Every_truncation_of_an_envelope_is_broken_or_text()
    {
        var full = GoldenFiles.Read("written-full");
        var versionEnds = full.IndexOf(',', StringComparison.Ordinal);
        for (var length = 0; length < full.Length; length++)
        {
            var shape = Read(full[..length], out _);
            Assert.True(
                shape == (length > versionEnds ? BodyShape.BrokenEnvelope : shape) && shape is BodyShape.Text or BodyShape.BrokenEnvelope,
                $"{length} characters were read as {shape}.");
        }
    }

    [Theory]
    [InlineData("{\"orderId\":17}")]
    [InlineData("{}")]
    [InlineData(" {\"type\":\"shop.order-placed.v1\"} ")]
    public void An_object_without_a_version_is_an_object(string body) =>
        Assert.Equal(BodyShape.Object, Read(body, out _));

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("\"hello\"")]
    [InlineData("[{\"specversion\":\"1.0\"}]")]
    [InlineData("17")]
    [InlineData("null")]
    [InlineData("{\"orderId\":17} junk")]
    [InlineData("{\"orderId\":")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("\u0000\u0001{")]
    public void Anything_else_is_text(string body) => Assert.Equal(BodyShape.Text, Read(body, out _));

    [Fact]
    public void Deep_nesting_is_refused_and_does_not_overflow_the_stack()
    {
        var deep = new string('[', 10_000);

        Assert.Equal(BodyShape.Text, Read(deep, out _));
        Assert.Equal(BodyShape.Text, Read("{\"a\":" + deep, out _));
        Assert.Equal(BodyShape.BrokenEnvelope, Read("{\"specversion\":\"1.0\",\"type\":\"t\",\"data\":" + deep, out _));
        Assert.ThrowsAny<JsonException>(() => Orders.Type.Read(Encoding.UTF8.GetBytes(deep)));
    }

    [Fact]
    public void A_message_may_be_as_deep_as_its_json_options_say()
    {
        var options = new JsonSerializerOptions { MaxDepth = 128, TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        var type = new MessageType<Nested>("nested", [], null, options);
        var nested = Enumerable.Range(0, 120).Aggregate(default(Nested), (inner, _) => new Nested(inner?.Level + 1 ?? 1, inner))!;
        using var body = BodyBuffer.Take();
        EnvelopeWriter.Write(body, new Envelope { Id = "1", Source = "/s", Type = "nested" }, type, nested, headersInside: false);

        Assert.Equal(BodyShape.Envelope, Read(body.ToString(), out var envelope));

        Assert.Equal(nested, type.Read(envelope.Data.Span));
    }

    [Fact]
    public void A_time_that_is_none_is_left_out()
    {
        Read("{\"specversion\":\"1.0\",\"type\":\"t\",\"time\":\"yesterday\"}", out var envelope);

        Assert.Null(envelope.Time);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"null\"")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"{\"")]
    public void Data_that_is_no_message_throws(string data) =>
        Assert.ThrowsAny<JsonException>(() => Orders.Type.Read(Encoding.UTF8.GetBytes(data)));

    private static BodyShape Read(string body, out Envelope envelope) =>
        EnvelopeReader.Read(Encoding.UTF8.GetBytes(body), out envelope);

    private sealed record Nested(int Level, Nested? Inner);
}
