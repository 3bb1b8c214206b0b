namespace Messaging;

/// <summary>One message on its way to one destination, and the caller who waits for it.</summary>
internal sealed class PublishEntry(OutgoingMessage message)
{
    private readonly TaskCompletionSource<SendAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OutgoingMessage Message { get; } = message;

    public Task<SendAnswer> Answer => _answer.Task;

    public TimeSpan QueuedAt { get; set; }

    /// <summary>Gets or sets when the message was first sent; null before.</summary>
    public TimeSpan? FirstSentAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>Gets or sets whether the message has a place among those that wait for or are in a request.</summary>
    public bool IsAdmitted { get; set; }

    public bool IsCancelled => _answer.Task.IsCanceled;

    public void Accept(SendAnswer answer) => _answer.TrySetResult(answer);

    public void Fail(Exception exception) => _answer.TrySetException(exception);

    public bool Cancel(CancellationToken cancellationToken) => _answer.TrySetCanceled(cancellationToken);
}
