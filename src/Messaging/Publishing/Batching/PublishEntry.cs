namespace Messaging;

/// <summary>One message on its way to one destination, and the caller who waits for it.</summary>
internal sealed class PublishEntry(OutgoingMessage message)
{
    private readonly TaskCompletionSource<SendAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private object? _cause;

    public OutgoingMessage Message { get; } = message;

    public Task<SendAnswer> Answer => _answer.Task;

    public TimeSpan QueuedAt { get; set; }

    /// <summary>Gets or sets when the message was first sent; null before.</summary>
    public TimeSpan? FirstSentAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>Gets or sets whether the message has a place among those that wait for or are in a request.</summary>
    public bool IsAdmitted { get; set; }

    public bool IsCancelled => _answer.Task.IsCanceled;

    public void Accept(SendAnswer answer)
    {
        End();
        _answer.TrySetResult(answer);
    }

    public void Fail(Exception exception)
    {
        End();
        _answer.TrySetException(exception);
    }

    public bool Cancel(CancellationToken cancellationToken)
    {
        End();
        var cancelled = _answer.TrySetCanceled(cancellationToken);
        End();
        return cancelled;
    }

    /// <summary>Lets the handler that publishes count as waiting, once the entry is in the hands of others.</summary>
    public void Begin()
    {
        if (HandledMessage.Cause is { } cause)
        {
            _cause = cause;
            Count(cause, 1);
            if (_answer.Task.IsCompleted)
            {
                End();
            }
        }
    }

    // Before the answer, so that at no moment a handler that can go on counts as waiting.
    private void End() => Count(Interlocked.Exchange(ref _cause, null), -1);

    private static void Count(object? cause, int change)
    {
        if (cause is MessageContext one)
        {
            one.CountPublish(change);
        }
        else if (cause is IReadOnlyList<MessageContext> together)
        {
            foreach (var message in together)
            {
                message.CountPublish(change);
            }
        }
    }
}
