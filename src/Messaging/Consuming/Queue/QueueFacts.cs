namespace Messaging;

/// <summary>What a consumer knows of its queue before it receives.</summary>
internal sealed class QueueFacts
{
    /// <summary>Gets the queue's own name, for logs and telemetry.</summary>
    public required string QueueName { get; init; }

    public bool IsFifo { get; init; }

    /// <summary>Gets the maximum number of receives; null where it is not known.</summary>
    public int? MaxReceives { get; init; }

    /// <summary>Gets the name of the dead-letter queue that copies are sent to; null where there is none.</summary>
    public string? DeadLetterQueue { get; init; }

    /// <summary>Gets the visibility timeout of the queue itself; null where it is not known.</summary>
    public TimeSpan? VisibilityTimeout { get; init; }
}
