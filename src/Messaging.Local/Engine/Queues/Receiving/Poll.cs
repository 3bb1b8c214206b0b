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

    /// <summary>
    /// Gets whether it goes on waiting when its caller has gone. It is drawn beforehand: whether a cancellation comes before
    /// the answer is no matter of the seed, and must not change the luck of what follows.
    /// </summary>
    public bool StaysWhenCancelled { get; init; }

    /// <summary>Gets or sets the place among the receives that wait, or null.</summary>
    public LinkedListNode<Poll>? Place { get; set; }

    public int DeadlineSlot { get; set; } = -1;

    public Task<IReadOnlyList<ReceivedMessage>> Answer => _answer.Task;

    /// <summary>Gets what was answered, or null.</summary>
    public IReadOnlyList<ReceivedMessage>? Answered { get; private set; }

    public void Complete(IReadOnlyList<ReceivedMessage> messages)
    {
        Answered = messages;
        _answer.TrySetResult(messages);
    }

    public void Fail(Exception reason) => _answer.TrySetException(reason);

    /// <summary>Tells where the heap of deadlines keeps a receive.</summary>
    internal readonly struct DeadlineSlots : IHeapSlots<Poll>
    {
        public static int Get(Poll item) => item.DeadlineSlot;

        public static void Set(Poll item, int slot) => item.DeadlineSlot = slot;
    }
}
