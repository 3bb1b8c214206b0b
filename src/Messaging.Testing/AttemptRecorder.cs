namespace Messaging.Testing;

/// <summary>The outermost middleware of every consumer: keeps what was handled, and knows what is.</summary>
internal sealed class AttemptRecorder(TimeProvider time) : IMessageMiddleware
{
    private readonly Lock _lock = new();
    private readonly List<HandledAttempt> _ended = [];
    private readonly List<HandledAttempt> _running = [];

    public HandledAttempt[] Ended
    {
        get
        {
            lock (_lock)
            {
                return [.. _ended];
            }
        }
    }

    public HandledAttempt[] Running
    {
        get
        {
            lock (_lock)
            {
                return [.. _running];
            }
        }
    }

    public async Task InvokeAsync(MessageContext context, MessageDelegate next, CancellationToken cancellationToken)
    {
        var attempt = new HandledAttempt(context, time.GetUtcNow());
        lock (_lock)
        {
            _running.Add(attempt);
        }

        try
        {
            await next(context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            attempt.Exception = exception;
            throw;
        }
        finally
        {
            lock (_lock)
            {
                _running.Remove(attempt);
                _ended.Add(attempt);
            }
        }
    }
}
