using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Messaging.Local.Server;

/// <summary>Answers HTTP requests: those about the broker itself here, those for services of AWS by the broker.</summary>
internal sealed class BrokerEndpoint(LocalBroker broker)
{
    private readonly ControlRequests _control = new(broker);

    public async Task AnswerAsync(HttpContext context)
    {
        var target = (string?)context.Request.Headers["X-Amz-Target"];
        if (target is null && _control.Find(context.Request.Method, context.Request.Path) is { } control)
        {
            await control(context);
            return;
        }

        byte[] body;
        try
        {
            body = await ReadAsync(context.Request, context.RequestAborted);
        }
        catch (BadHttpRequestException error)
        {
            context.Response.StatusCode = error.StatusCode;
            return;
        }

        try
        {
            await WriteAsync(context, await broker.AnswerAsync(Request(context.Request, target, body), context.RequestAborted));
        }
        catch (HttpRequestException)
        {
            // A fault that was asked for: the connection breaks.
            context.Abort();
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
    }

    private static WireRequest Request(HttpRequest request, string? target, byte[] body) => new(body)
    {
        Method = request.Method,
        Path = request.Path.Value ?? "/",
        Query = request.QueryString.Value ?? string.Empty,
        Endpoint = Uri.TryCreate($"{request.Scheme}://{request.Host.Value}/", UriKind.Absolute, out var address) ? address : null,
        Host = request.Host.Value,
        ContentType = request.ContentType,
        Accept = request.Headers.Accept,
        Target = target,
        Authorization = request.Headers.Authorization,
        TraceHeader = request.Headers["X-Amzn-Trace-Id"],
    };

    private static async ValueTask<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static async Task WriteAsync(HttpContext context, WireResponse answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        response.Headers["x-amzn-RequestId"] = answer.RequestId;
        if (answer.QueryError is not null)
        {
            response.Headers["x-amzn-query-error"] = answer.QueryError;
        }

        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        await response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }
}
