namespace Messaging.Local;

/// <summary>One receive that waits.</summary>
internal sealed class Poll(ReceiveRequest request, DateTime deadline)
{
    public ReceiveRequest Request => request;

    public DateTime Deadline => deadline;

    /// <summary>Gets the answer. What waits for it goes on outside of the region's lock.</summary>
    public TaskCompletionSource<IReadOnlyList<ReceivedMessage>> Answer { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
