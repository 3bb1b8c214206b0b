using System.Buffers;
using System.Text;
using CsCheck;

namespace Messaging.Aws.Tests;

public sealed class QueryWriterTests
{
    [Fact]
    public void Encodes_as_the_framework_does() => Gen.OneOf(
            Gen.String, Gen.String["ab ~-_.*+%&=/é日"], Gen.Int[500, 1030].Select(length => new string('x', length) + "😀é" + new string('日', length)))
        .Sample(text => Assert.Equal(Uri.EscapeDataString(Whole(text)), Encoded(text)));

    [Fact]
    public void Half_of_a_pair_becomes_the_replacement_character() =>
        Assert.Equal("a%EF%BF%BDb", Encoded("a\ud83db"));

    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Encoded(string text)
    {
        var output = new ArrayBufferWriter<byte>();
        new QueryWriter(output).Add("k"u8, text);
        return Encoding.UTF8.GetString(output.WrittenSpan)["&k=".Length..];
    }
}
