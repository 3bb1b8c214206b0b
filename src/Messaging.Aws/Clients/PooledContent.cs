using System.Buffers;
using System.Net;

namespace Messaging.Aws;

/// <summary>A complete answer in a rented array, which is returned when the answer is disposed of.</summary>
internal sealed class PooledContent : HttpContent
{
    private const int FirstSize = 16 * 1024;
    private const int MaxFirstSize = 4 * 1024 * 1024;

    private readonly int _length;
    private byte[]? _bytes;

    private PooledContent(byte[] bytes, int length) => (_bytes, _length) = (bytes, length);

    /// <summary>Reads a content to its end and disposes of it.</summary>
    public static async Task<PooledContent> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        // One more than expected: the end is found without a larger array.
        var expected = Math.Min(content.Headers.ContentLength + 1 ?? FirstSize, MaxFirstSize);
        var bytes = ArrayPool<byte>.Shared.Rent((int)expected);
        var length = 0;

        // Where this fails the array is left to the collector: a read that was cancelled may still hold it.
        using (var stream = await content.ReadAsStreamAsync(cancellationToken))
        {
            while (await stream.ReadAsync(bytes.AsMemory(length), cancellationToken) is > 0 and var read)
            {
                length += read;
                if (length == bytes.Length)
                {
                    bytes = Grow(bytes);
                }
            }
        }

        var pooled = new PooledContent(bytes, length);
        foreach (var (name, values) in content.Headers.NonValidated)
        {
            pooled.Headers.TryAddWithoutValidation(name, values);
        }

        content.Dispose();
        return pooled;
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult(CreateContentReadStream(default));

    // The base class disposes of the stream first: nothing is read from an array that was returned.
    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) =>
        new MemoryStream(Bytes, 0, _length, writable: false);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Bytes.AsMemory(0, _length), cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Interlocked.Exchange(ref _bytes, null) is { } bytes)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private byte[] Bytes => _bytes ?? throw new ObjectDisposedException(nameof(PooledContent));

    private static byte[] Grow(byte[] bytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(bytes.Length * 2));
        bytes.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(bytes);
        return larger;
    }
}
