namespace Messaging;

/// <summary>Says that a message was accepted, and by whom.</summary>
public sealed class PublishReceipt
{
    /// <summary>Gets the id of the message, as handlers will see it.</summary>
    public required string MessageId { get; init; }

    /// <summary>Gets what each destination answered, in the order of the routes.</summary>
    public required IReadOnlyList<DestinationReceipt> Destinations { get; init; }
}
