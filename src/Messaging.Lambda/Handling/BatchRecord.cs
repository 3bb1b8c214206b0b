namespace Messaging.Lambda;

/// <summary>Where a message of an invocation is on its way.</summary>
internal enum RecordState
{
    /// <summary>It waits for a free slot, or for its turn in its group.</summary>
    Waiting,

    Running,

    /// <summary>It was handled, or its copy is in the dead-letter queue: it may be acknowledged.</summary>
    Done,

    /// <summary>It was not: it must come again.</summary>
    Failed,
}

/// <summary>One message of an invocation.</summary>
internal sealed class BatchRecord(ReceivedMessage message)
{
    public ReceivedMessage Message { get; private set; } = message;

    /// <summary>Gets why the message cannot be read at all, not even to be moved; null for most.</summary>
    public string? Defect { get; init; }

    public RecordState State { get; set; }

    /// <summary>Gets or sets the failed message before it in its group, because of which it was not started.</summary>
    public BatchRecord? FailedAfter { get; set; }

    public Settlement? Settlement { get; set; }

    /// <summary>Gets or sets when its handler ended.</summary>
    public TimeSpan EndedAt { get; set; }

    /// <summary>Takes another delivery of the same message in the same event: the newest receipt counts.</summary>
    public void Adopt(ReceivedMessage other)
    {
        if (other.ReceiveCount >= Message.ReceiveCount)
        {
            Message = other;
        }
    }
}
