namespace Messaging.Local;

/// <summary>Says what happened to one message. It holds no body and no receipt handle.</summary>
public sealed class LedgerEntry
{
    /// <summary>Gets the place of the entry in the ledger, from 1 without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>Gets when it happened, by the broker's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Gets the region of the queue.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the name of the queue.</summary>
    public required string Queue { get; init; }

    /// <summary>Gets the id that the queue gave the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>Gets what happened.</summary>
    public required LedgerEvent Event { get; init; }

    /// <summary>Gets how often the message had been received by then, this time included.</summary>
    public required int ReceiveCount { get; init; }
}
