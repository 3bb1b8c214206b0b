using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Messaging.Local.Server;

/// <summary>Answers HTTP requests: those about the broker itself here, those for services of AWS by the broker.</summary>
/// <remarks>
/// It works on what Kestrel has of a request, without an <see cref="HttpContext"/>; only requests about the broker get one.
/// </remarks>
internal sealed partial class BrokerEndpoint(LocalBroker broker, ILogger<BrokerEndpoint> logger)
{
    private readonly ControlRequests _control = new(broker);
    private KnownHost _lastHost = new(string.Empty, null);

    public async Task AnswerAsync(IFeatureCollection features)
    {
        var request = features.GetRequiredFeature<IHttpRequestFeature>();
        var target = (string?)request.Headers["X-Amz-Target"];
        if (target is null && _control.Find(request.Method, request.Path) is { } control)
        {
            await control(new DefaultHttpContext(features));
            return;
        }

        var response = features.GetRequiredFeature<IHttpResponseFeature>();
        var lifetime = features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        try
        {
            var body = await ReadAsync(features.GetRequiredFeature<IRequestBodyPipeFeature>().Reader, lifetime.RequestAborted);
            var answering = broker.AnswerAsync(Request(request, target, body), lifetime.RequestAborted);
            if (!answering.IsCompleted && features.Get<GatheredAnswers>() is { } gathered)
            {
                await gathered.SendAsync(lifetime.RequestAborted);
            }

            var answer = await answering;
            if (answer.Defect is { } defect)
            {
                LogDefect(target ?? request.Path, answer.RequestId, defect);
            }

            await WriteAsync(response, features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer, answer);
        }
        catch (BadHttpRequestException error)
        {
            response.StatusCode = error.StatusCode;
        }
        catch (HttpRequestException)
        {
            // A fault that was asked for: the connection breaks.
            lifetime.Abort();
        }
        catch (OperationCanceledException) when (lifetime.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The broker has a defect: it could not answer {Target}, request {RequestId}.")]
    private partial void LogDefect(string target, string requestId, Exception defect);

    private static async ValueTask<byte[]> ReadAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static ValueTask<FlushResult> WriteAsync(IHttpResponseFeature response, PipeWriter body, WireResponse answer)
    {
        response.StatusCode = answer.Status;
        var headers = response.Headers;
        headers.ContentType = answer.ContentType;
        headers.ContentLength = answer.Body.Length;
        headers["x-amzn-RequestId"] = answer.RequestId;
        if (answer.QueryError is not null)
        {
            headers["x-amzn-query-error"] = answer.QueryError;
        }

        foreach (var (name, value) in answer.Headers)
        {
            headers[name] = value;
        }

        return body.WriteAsync(answer.Body);
    }

    private WireRequest Request(IHttpRequestFeature request, string? target, byte[] body)
    {
        var headers = request.Headers;
        var host = headers.Host.ToString();
        return new WireRequest(body)
        {
            Method = request.Method,
            Path = request.Path,
            Query = request.QueryString,
            Endpoint = EndpointOf(host),
            Host = host,
            ContentType = headers.ContentType,
            Accept = headers.Accept,
            Target = target,
            Authorization = headers.Authorization,
            TraceHeader = headers["X-Amzn-Trace-Id"],
        };
    }

    /// <summary>Returns where the client reached the broker, for the addresses of queues in the answer.</summary>
    private Uri? EndpointOf(string host)
    {
        // Nearly always it is the host of the request before.
        var last = _lastHost;
        if (last.Name != host)
        {
            _lastHost = last = new KnownHost(
                host, Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var address) ? address : null);
        }

        return last.Endpoint;
    }

    private sealed record KnownHost(string Name, Uri? Endpoint);
}
