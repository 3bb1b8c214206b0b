using System.Collections.ObjectModel;

namespace Messaging.Aws;

/// <summary>An SQS queue as the code wants it. What is null is left as it is, or as SQS makes it.</summary>
public sealed record TopologyQueue
{
    /// <summary>Gets the name, which ends in <c>.fifo</c> for a FIFO queue.</summary>
    public required string Name { get; init; }

    /// <summary>Gets whether the queue is FIFO, which its name says.</summary>
    public bool IsFifo => Name.EndsWith(".fifo", StringComparison.Ordinal);

    /// <summary>Gets the ARN, where the application gave one, or a URL that says as much.</summary>
    internal string? Arn { get; init; }

    /// <summary>Gets the clients by which the queue is reached; null for the application's own.</summary>
    internal AwsClientSet? Clients { get; init; }

    internal ResourceKey Key => new(Name, Arn, Clients);

    /// <summary>Gets what starting does about the queue.</summary>
    public Provisioning Provisioning { get; init; }

    /// <summary>Gets how long a received message stays hidden.</summary>
    public TimeSpan? VisibilityTimeout { get; init; }

    /// <summary>Gets how long messages are kept.</summary>
    public TimeSpan? MessageRetention { get; init; }

    /// <summary>Gets how long new messages are hidden.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Gets the KMS key: an id, an alias or an ARN.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Gets whether SQS encrypts with a key of its own.</summary>
    public bool? SqsManagedSse { get; init; }

    /// <summary>Gets whether a FIFO queue takes the hash of the body where a message has no deduplication id.</summary>
    public bool? ContentBasedDeduplication { get; init; }

    /// <summary>Gets the tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Gets the name of the dead-letter queue, in the same account and region.</summary>
    public string? DeadLetterQueue { get; init; }

    internal ResourceKey? DeadLetterKey => DeadLetterQueue is { } name ? Key.Beside(name) : null;

    /// <summary>Gets the maximum number of receives; null keeps an existing one, and is three for a new queue.</summary>
    public int? MaxReceives { get; init; }
}
