namespace Messaging.Local;

/// <summary>Describes a message in a queue of the embedded broker at one moment.</summary>
public sealed class LocalMessage
{
    /// <summary>Gets the id that the queue gave the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>Gets the body.</summary>
    public required string Body { get; init; }

    /// <summary>Gets the attributes by name: text as it is, bytes as base64.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>Gets the group, or null.</summary>
    public string? GroupId { get; init; }

    /// <summary>Gets the deduplication id on a FIFO queue, or null.</summary>
    public string? DeduplicationId { get; init; }

    /// <summary>Gets how often the message was received, in the queue that it is a dead letter of too.</summary>
    public required int ReceiveCount { get; init; }

    /// <summary>Gets when it was sent.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Gets whether it is received and neither deleted nor visible again.</summary>
    public required bool IsInFlight { get; init; }

    /// <summary>Gets the ARN of the queue that it is a dead letter of, or null.</summary>
    public string? DeadLetterSourceArn { get; init; }
}
