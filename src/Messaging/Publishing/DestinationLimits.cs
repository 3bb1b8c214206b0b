namespace Messaging;

/// <summary>What one destination takes: sizes in bytes, counts of entries and attributes, and whether it is FIFO.</summary>
internal sealed class DestinationLimits
{
    public required int MaxMessageBytes { get; init; }

    public required int MaxBatchBytes { get; init; }

    public int MaxBatchEntries { get; init; } = 10;

    public int MaxAttributes { get; init; } = 10;

    public bool IsFifo { get; init; }

    /// <summary>Gets whether single messages can be delayed: on standard queues only.</summary>
    public bool TakesDelay { get; init; }

    /// <summary>Gets how the service counts the size of a message; null for body and attributes.</summary>
    public Func<OutgoingMessage, int>? Measure { get; init; }
}
