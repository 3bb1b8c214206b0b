using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Messaging.Local;

/// <summary>Posts to HTTP endpoints, without redirects and for 15 seconds at most.</summary>
internal sealed class HttpPoster(HttpMessageHandler? handler, TimeProvider time) : IHttpPoster, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly Lazy<HttpClient> _client = new(() => new HttpClient(
        handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }, disposeHandler: handler is null)
    {
        Timeout = Timeout.InfiniteTimeSpan,
    });

    public async Task<DeliveryOutcome> PostAsync(
        Uri address, string body, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
            {
                request.Content.Headers.ContentType = MediaTypeHeaderValue.TryParse(value, out var type) ? type : null;
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        try
        {
            using var response = await _client.Value
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
            return Outcome(response.StatusCode);
        }
        catch (HttpRequestException error)
        {
            return DeliveryOutcome.Failed("CONNECTION_FAILURE", error.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return DeliveryOutcome.Failed("TIMEOUT", "The endpoint did not answer within 15 seconds.");
        }
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private static DeliveryOutcome Outcome(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => DeliveryOutcome.Delivered,
        429 or >= 500 => DeliveryOutcome.Failed("ERROR_FROM_TARGET", $"The endpoint answered {(int)status}."),
        _ => DeliveryOutcome.Refused("ERROR_FROM_TARGET", $"The endpoint answered {(int)status}."),
    };
}
