namespace Messaging.Aws;

/// <summary>Reads every answer to its end before it hands the answer on. Does not dispose the inner handler.</summary>
/// <remarks>The clients parse synchronously; on an answer that still arrives they would block a thread of the pool.</remarks>
internal sealed class BufferingHandler(HttpMessageHandler inner) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _inner = new(inner, disposeHandler: false);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await AnswerAsync(request, cancellationToken);
        try
        {
            // An embedded broker's answers are complete already.
            if (response.Content is not ByteArrayContent)
            {
                response.Content = await PooledContent.ReadAsync(response.Content, cancellationToken);
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var end = PollEnd.Token;
        if (!end.CanBeCanceled)
        {
            return await _inner.SendAsync(request, cancellationToken);
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(end, cancellationToken);
        try
        {
            return await _inner.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return PollEnd.Answer(request);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
