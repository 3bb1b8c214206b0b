namespace Messaging.Local;

/// <summary>One receive that waits.</summary>
internal sealed class Poll(SqsQueue queue, ReceiveRequest request, DateTime deadline)
{
    // What waits for the answer goes on outside of the region's lock.
    private readonly TaskCompletionSource<IReadOnlyList<ReceivedMessage>> _answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SqsQueue Queue => queue;

    public ReceiveRequest Request => request;

    public DateTime Deadline => deadline;

    public Task<IReadOnlyList<ReceivedMessage>> Answer => _answer.Task;

    /// <summary>Gets what was answered, or null.</summary>
    public IReadOnlyList<ReceivedMessage>? Answered { get; private set; }

    public void Complete(IReadOnlyList<ReceivedMessage> messages)
    {
        Answered = messages;
        _answer.TrySetResult(messages);
    }

    public void Fail(Exception reason) => _answer.TrySetException(reason);
}
