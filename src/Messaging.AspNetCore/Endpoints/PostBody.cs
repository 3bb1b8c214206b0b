using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Messaging.AspNetCore;

/// <summary>Reads the body of a post, up to a size and a time.</summary>
internal static class PostBody
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <exception cref="RefusedException">The body is compressed, too long or too slow.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int maxSize, TimeProvider time)
    {
        var request = context.Request;
        if (request.Headers.ContentEncoding.Count > 0)
        {
            throw new RefusedException(StatusCodes.Status415UnsupportedMediaType, "The body is compressed.");
        }

        if (request.ContentLength > maxSize)
        {
            throw TooLong(maxSize);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = maxSize;
        }

        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted);
        try
        {
            return await ReadAsync(request, maxSize, both.Token);
        }
        catch (BadHttpRequestException exception)
        {
            // Not 408 for a slow one: after that the services would not try again.
            throw exception.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => TooLong(maxSize),
                StatusCodes.Status408RequestTimeout => RefusedException.TryAgain("The body arrived too slowly."),
                _ => new RefusedException(exception.StatusCode, "The body does not arrive as HTTP says."),
            };
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw RefusedException.TryAgain($"The body did not arrive within {Limit}.");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int maxSize, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > maxSize)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                throw TooLong(maxSize);
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static RefusedException TooLong(int maxSize) => new(
        StatusCodes.Status413PayloadTooLarge, $"The body is longer than MaxBodySize, {maxSize} bytes.");
}
