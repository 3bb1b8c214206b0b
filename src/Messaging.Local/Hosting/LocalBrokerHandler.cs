using System.Net;
using System.Net.Http.Headers;

namespace Messaging.Local;

/// <summary>Answers the HTTP requests of clients in memory. Clients share it, so only the broker ends it.</summary>
internal sealed class LocalBrokerHandler(LocalBroker broker, RequestPipeline pipeline) : HttpMessageHandler
{
    private bool _disposed;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, broker);
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null
            ? []
            : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var answer = await pipeline.AnswerAsync(
            new WireRequest(body)
            {
                Method = request.Method.Method,
                Path = Uri.UnescapeDataString(request.RequestUri?.AbsolutePath ?? "/"),
                Query = request.RequestUri?.Query ?? string.Empty,
                Host = request.Headers.Host ?? request.RequestUri?.Authority,
                ContentType = request.Content?.Headers.ContentType?.MediaType,
                Accept = Header(request, "Accept"),
                Target = Header(request, "X-Amz-Target"),
                Authorization = Header(request, "Authorization"),
                TraceHeader = Header(request, "X-Amzn-Trace-Id"),
            },
            cancellationToken).ConfigureAwait(false);
        return Write(answer, request);
    }

    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        base.Dispose(disposing);
    }

    private static string? Header(HttpRequestMessage request, string name) =>
        request.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    private static HttpResponseMessage Write(WireResponse answer, HttpRequestMessage request)
    {
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status)
        {
            Content = new ByteArrayContent(answer.Body),
            RequestMessage = request,
        };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(answer.ContentType);
        response.Headers.Add("x-amzn-RequestId", answer.RequestId);
        if (answer.QueryError is not null)
        {
            response.Headers.Add("x-amzn-query-error", answer.QueryError);
        }

        foreach (var (name, value) in answer.Headers)
        {
            response.Headers.Add(name, value);
        }

        return response;
    }
}
