namespace Messaging.Aws;

/// <summary>What Amazon SNS says about a message that it accepted.</summary>
public sealed class TopicReceipt
{
    /// <summary>Gets the id that SNS gave the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>Gets the place of the message in its group, on a FIFO topic.</summary>
    /// <value>Null on a standard topic.</value>
    public string? SequenceNumber { get; init; }
}
