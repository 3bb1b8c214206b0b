namespace Messaging;

/// <summary>Says that one destination accepted a message.</summary>
public sealed class DestinationReceipt
{
    /// <summary>Gets the logical name of the destination, as the route has it.</summary>
    public required string Destination { get; init; }

    /// <summary>Gets the id that the service gave the message.</summary>
    public required string ServiceMessageId { get; init; }

    /// <summary>Gets the place of the message in its FIFO queue or topic; <see langword="null"/> elsewhere.</summary>
    public string? SequenceNumber { get; init; }
}
