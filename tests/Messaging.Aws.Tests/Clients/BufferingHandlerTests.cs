using System.Net;

namespace Messaging.Aws.Tests;

public sealed class BufferingHandlerTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(100_000, true)]
    [InlineData(100_000, false)]
    public async Task An_answer_arrives_whole_with_its_headers(int length, bool isLengthKnown)
    {
        var bytes = Bytes(length);
        using var content = new ArrivingContent(new MemoryStream(bytes), isLengthKnown ? length : null);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/x-amz-json-1.0");
        content.Headers.TryAddWithoutValidation("Content-Language", ["de", "en"]);

        using var answer = await SendAsync(content);

        Assert.Equal(length, answer.Content.Headers.ContentLength);
        Assert.Equal("application/x-amz-json-1.0", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["de", "en"], answer.Content.Headers.ContentLanguage);
        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
        Assert.True(content.IsDisposed);
    }

    [Fact]
    public async Task Nothing_is_read_from_an_answer_that_was_disposed_of()
    {
        using var content = new ArrivingContent(new MemoryStream(Bytes(1_000)), length: null);
        var answer = await SendAsync(content);
        var stream = await answer.Content.ReadAsStreamAsync();
        Assert.Equal(10, stream.Read(new byte[10]));

        answer.Dispose();
        answer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => stream.Read(new byte[10]));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_no_answer()
    {
        using var content = new ArrivingContent(new BrokenStream(Bytes(20_000)), length: 30_000);

        await Assert.ThrowsAsync<IOException>(() => SendAsync(content));

        Assert.True(content.IsDisposed);
    }

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(index => (byte)(index * 31))];

    private static async Task<HttpResponseMessage> SendAsync(HttpContent content)
    {
        using var inner = new Answering(content);
        using var buffering = new BufferingHandler(inner);
        using var invoker = new HttpMessageInvoker(buffering);
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://any.test/");
        return await invoker.SendAsync(request, CancellationToken.None);
    }

    private sealed class Answering(HttpContent content) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
    }

    private sealed class ArrivingContent(Stream stream, long? length) : HttpContent
    {
        public bool IsDisposed { get; private set; }

        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult(stream);

        protected override Task SerializeToStreamAsync(Stream target, TransportContext? context) => stream.CopyToAsync(target);

        protected override bool TryComputeLength(out long computed)
        {
            computed = length ?? 0;
            return length is not null;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }

    private sealed class BrokenStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? base.ReadAsync(buffer, cancellationToken) : throw new IOException("The connection was closed.");
    }
}
