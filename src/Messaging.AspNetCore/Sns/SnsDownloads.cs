using System.Net;

namespace Messaging.AspNetCore;

/// <summary>Gets what SNS offers: certificates and confirmations. Follows no redirects, and reads little, and not for long.</summary>
internal sealed class SnsDownloads(HttpMessageHandler? handler, TimeProvider time) : IDisposable
{
    public const int MaxBytes = 64 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker _invoker = new(handler ?? CreateHandler(), disposeHandler: handler is null);

    /// <exception cref="HttpRequestException">The answer is not 200, or too long, or none came in time.</exception>
    public async Task<byte[]> GetAsync(Uri address)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = await _invoker.SendAsync(request, limit.Token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw new HttpRequestException($"SNS answered {(int)response.StatusCode}.", null, response.StatusCode);
            }

            // A handler of the application's own may follow redirects.
            if (response.RequestMessage is { } sent && sent.RequestUri != address)
            {
                throw new HttpRequestException("The answer is from another address.");
            }

            return await ReadAsync(response, limit.Token);
        }
        catch (OperationCanceledException exception)
        {
            throw new HttpRequestException($"SNS did not answer within {Limit}.", exception);
        }
        catch (IOException exception)
        {
            throw new HttpRequestException("SNS broke off its answer.", exception);
        }
    }

    public void Dispose() => _invoker.Dispose();

    private static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= MaxBytes
            ? buffer[..length]
            : throw new HttpRequestException($"The answer is longer than {MaxBytes} bytes.");
    }
}
