namespace Messaging.Aws;

/// <summary>A consumer of a queue, and what it handles.</summary>
public sealed record TopologyConsumer
{
    /// <summary>Gets the name of the consumer.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the name of its queue.</summary>
    public required string Queue { get; init; }

    internal ResourceKey QueueKey { get; init; }

    /// <summary>Gets the names of the messages that it handles.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];
}
