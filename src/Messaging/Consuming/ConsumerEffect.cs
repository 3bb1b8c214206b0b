namespace Messaging;

/// <summary>What the consumer's state machine wants done. The shell does it and reports the answer as an event.</summary>
internal abstract record ConsumerEffect
{
    private ConsumerEffect()
    {
    }

    public sealed record Receive(int Count, string? AttemptId) : ConsumerEffect;

    public sealed record Start(Delivery Delivery) : ConsumerEffect;

    /// <summary>Starts messages for one call of a batch handler; of a FIFO queue they are of one group, in order.</summary>
    public sealed record StartBatch(IReadOnlyList<Delivery> Deliveries) : ConsumerEffect;

    public sealed record CancelHandler(Delivery Delivery, string Reason) : ConsumerEffect;

    /// <summary>Deletes messages by the receipt handles at hand now, which a newer receive may replace meanwhile.</summary>
    public sealed record Delete(IReadOnlyList<Delivery> Deliveries, IReadOnlyList<string> ReceiptHandles) : ConsumerEffect;

    /// <summary>Changes visibility timeouts by the receipt handles at hand now.</summary>
    public sealed record ChangeVisibility(
        IReadOnlyList<(Delivery Delivery, TimeSpan Visibility)> Entries, bool IsExtension) : ConsumerEffect
    {
        public IReadOnlyList<string> ReceiptHandles { get; } =
            [.. Entries.Select(entry => entry.Delivery.Message.ReceiptHandle)];
    }

    public sealed record Move(Delivery Delivery, string Reason) : ConsumerEffect;

    public sealed record Report(ConsumerReport What, Delivery Delivery, string? Detail) : ConsumerEffect;
}

/// <summary>What the consumer's state machine wants people to know.</summary>
internal enum ConsumerReport
{
    HoldLost,
    LapsedUnstarted,
    NewerReceiptAdopted,
    DeadLettered,
    NoDeadLetterQueue,
    DeleteGivenUp,
    HandledBefore,
    GroupGivenBack,
    CircuitOpened,
    CircuitClosed,
}
