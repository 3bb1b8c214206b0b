namespace Messaging;

/// <summary>The calls of a queue that a consumer makes all the time, and nothing else.</summary>
/// <remarks>Batches have one to ten entries. Answers come in the order of the entries; null means accepted.</remarks>
internal interface IQueueChannel
{
    /// <summary>Gets what the channel found out about the queue when it was opened.</summary>
    QueueFacts Facts { get; }

    /// <summary>Finds the code of the service in what one of these calls has thrown; null where it did not answer.</summary>
    string? CodeOf(Exception exception) => null;

    /// <exception cref="ReceiveException">The receive failed; it says how.</exception>
    Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(ReceiveCall call, CancellationToken cancellationToken);

    Task<IReadOnlyList<EntryFailure?>> DeleteAsync(
        IReadOnlyList<string> receiptHandles, CancellationToken cancellationToken);

    Task<IReadOnlyList<EntryFailure?>> ChangeVisibilityAsync(
        IReadOnlyList<VisibilityChange> changes, CancellationToken cancellationToken);

    /// <summary>Sends an unchanged copy, with the reason, to the dead-letter queue. Deletes nothing.</summary>
    Task CopyToDeadLetterQueueAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken);

    /// <summary>Makes a queue again that was deleted, where the consumer makes its queue. Otherwise does nothing.</summary>
    Task RestoreAsync(CancellationToken cancellationToken);
}
