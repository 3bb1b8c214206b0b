using System.Text;
using Amazon.SQS.Model;

namespace Messaging.Local.Tests;

public sealed class DigestTests : IDisposable
{
    private readonly BrokerFixture _sqs = new();

    public void Dispose() => _sqs.Dispose();

    [Theory]
    [InlineData("235c5c510d26fb653d073faed50ae77c", "timestamp:Number=1493147359900")]
    [InlineData("adb59cd4678ea5a855436b949cd07ab6", "MyAttribute:String=foobar")]
    [InlineData("d302007e9aa062660afc85fd0a482472", "attr1:Number=99.12")]
    [InlineData("1f07082409022a373fa2a2601f82b3cb", "attr1:Number=19.12")]
    [InlineData("9b720b3af309c1c4b0d395c53b08c502", "attr1:Number=99.12", "attr2:Number=109.12")]
    [InlineData("a311262e065454b75da111d535b8dacd", "Hello:String=There")]
    [InlineData("4c360f3fdafd970e05fae2f149d997f5", "Hello:String=There", "General:String=Kenobi", "Help.Me:String=Me")]
    [InlineData("ae7155c6026991b6d54b11589678bf9c", "Foo:String=Bar")]
    [InlineData(
        "d25a6aea97eb8f585bfa92d314504a92", "WeeksOn:Number=6", "Author:String=John Grisham", "Title:String=The Whistler")]
    [InlineData(
        "8cbe4db156db8a94db8b801b7addb984",
        "attr1:Binary=traceparent\u001e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01")]
    public void H04_digests_of_attributes_are_those_that_AWS_was_seen_to_answer(string expected, params string[] attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        Assert.Equal(expected, Digests.OfAttributes([.. attributes.Select(Parse)]));
    }

    [Fact]
    public void Digest_of_a_body_is_that_of_its_bytes() =>
        Assert.Equal("098f6bcd4621d373cade4e832627b4f6", Digests.OfBody("test"));

    [Fact]
    public async Task H04_a_receive_digests_only_the_attributes_that_it_returns()
    {
        var queue = await _sqs.CreateAsync("orders", ("VisibilityTimeout", "0"));
        await _sqs.Client.SendMessageAsync(new SendMessageRequest(queue, "body")
        {
            MessageAttributes = new()
            {
                ["Hello"] = new() { DataType = "String", StringValue = "There" },
                ["Other"] = new() { DataType = "Number.int", StringValue = "7" },
            },
        });

        var filtered = await _sqs.Client.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MessageAttributeNames = ["Hello"] });
        var without = await _sqs.Client.ReceiveMessageAsync(new ReceiveMessageRequest(queue));

        Assert.Equal("a311262e065454b75da111d535b8dacd", filtered.Messages[0].MD5OfMessageAttributes);
        Assert.Equal(["Hello"], filtered.Messages[0].MessageAttributes.Keys);
        Assert.Null(without.Messages[0].MD5OfMessageAttributes);
        Assert.Null(without.Messages[0].MessageAttributes);
    }

    [Fact]
    public async Task The_trace_header_has_a_digest_of_its_own()
    {
        var queue = await _sqs.CreateAsync("orders");

        var sent = await _sqs.Client.SendMessageAsync(new SendMessageRequest(queue, "body")
        {
            MessageSystemAttributes = new() { ["AWSTraceHeader"] = new() { DataType = "String", StringValue = "Root=1-5" } },
        });

        Assert.Equal(
            Digests.OfAttributes([new MessageAttribute("AWSTraceHeader", "String", "Root=1-5", null)]),
            sent.MD5OfMessageSystemAttributes);
        Assert.Null(sent.MD5OfMessageAttributes);
        Assert.Equal("Root=1-5", (await _sqs.ReceiveAsync(queue))[0].Attributes["AWSTraceHeader"]);
    }

    private static MessageAttribute Parse(string text)
    {
        var (name, rest) = (text.Split(':', 2)[0], text.Split(':', 2)[1]);
        var (type, value) = (rest.Split('=', 2)[0], rest.Split('=', 2)[1]);
        return type == "Binary"
            ? new MessageAttribute(name, type, null, Encoding.UTF8.GetBytes(value))
            : new MessageAttribute(name, type, value, null);
    }
}
