namespace Messaging;

/// <summary>How far a message of a batch has come.</summary>
internal enum BatchMemberStage
{
    Reading,

    /// <summary>It is read, and waits for its turn in its group.</summary>
    Ready,

    /// <summary>It has come through the middleware to the handler, and waits for the others.</summary>
    Joined,

    Ended,
}

/// <summary>One of the messages that started together.</summary>
internal sealed class BatchMember(ConsumeContext context)
{
    public ConsumeContext Context { get; } = context;

    public BatchMemberStage Stage { get; set; }

    public BatchItem? Item { get; set; }

    /// <summary>Gets or sets what makes a call with the services of this message.</summary>
    public Func<BatchCall, Task>? Call { get; set; }

    public CancellationToken Token { get; set; }

    public Settlement? Settlement { get; set; }

    /// <summary>Gets what says whether the message may be handled, once that is known.</summary>
    public TaskCompletionSource<bool> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets what ends when the handler has been called.</summary>
    public TaskCompletionSource Called { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
