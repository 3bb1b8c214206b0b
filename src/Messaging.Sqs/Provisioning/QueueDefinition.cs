using System.Collections.ObjectModel;

namespace Messaging.Sqs;

/// <summary>A queue as the code wants it. What is null is left as it is.</summary>
internal sealed record QueueDefinition
{
    public required string Name { get; init; }

    public bool IsFifo => Name.EndsWith(".fifo", StringComparison.Ordinal);

    public TimeSpan? VisibilityTimeout { get; init; }

    public TimeSpan? MessageRetention { get; init; }

    public TimeSpan? Delay { get; init; }

    public string? KmsKeyId { get; init; }

    public bool? SqsManagedSse { get; init; }

    public bool? ContentBasedDeduplication { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Gets the name of the dead-letter queue, in the same account and region.</summary>
    public string? DeadLetterQueue { get; init; }

    /// <summary>Gets the maximum number of receives; null keeps an existing one, and is three for a new queue.</summary>
    public int? MaxReceives { get; init; }
}
