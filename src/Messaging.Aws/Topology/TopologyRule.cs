namespace Messaging.Aws;

/// <summary>A rule of an EventBridge bus as the code wants it: which events go to which target.</summary>
public sealed record TopologyRule
{
    /// <summary>Gets the name of the bus.</summary>
    public required string EventBus { get; init; }

    internal ResourceKey BusKey { get; init; }

    /// <summary>Gets the name of the rule: 1 to 64 letters, digits and <c>.-_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets what the rule's ARN ends with.</summary>
    internal string Resource => EventBus == TopologyEventBus.DefaultName ? $"rule/{Name}" : $"rule/{EventBus}/{Name}";

    /// <summary>Gets the JSON of the event pattern.</summary>
    public required string Pattern { get; init; }

    /// <summary>Gets what starting does about the rule and its target.</summary>
    public Provisioning Provisioning { get; init; }

    /// <summary>Gets the kind of target.</summary>
    public required TopologyTargetKind TargetKind { get; init; }

    /// <summary>Gets the target: the name of a queue, a topic or a bus, or the ARN of a function.</summary>
    public required string Target { get; init; }

    /// <summary>Gets the key of the queue, topic or bus that is the target; null for a function.</summary>
    internal ResourceKey? TargetKey { get; init; }

    /// <summary>Gets the message group of the messages to a FIFO queue.</summary>
    public string? MessageGroupId { get; init; }

    /// <summary>Gets the JSON path of the part of the event that is sent; null for the whole event.</summary>
    public string? InputPath { get; init; }

    /// <summary>Gets how often EventBridge tries again; null for its own 185 times.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>Gets how old an event becomes before EventBridge gives it up; null for its own 24 hours.</summary>
    public TimeSpan? MaxEventAge { get; init; }

    /// <summary>Gets the name of the standard queue that takes what cannot be delivered.</summary>
    /// <value>Null: such events are lost.</value>
    public string? DeadLetterQueue { get; init; }

    internal ResourceKey? DeadLetterKey { get; init; }

    /// <summary>Gets the queues that EventBridge delivers to for the rule.</summary>
    internal IEnumerable<ResourceKey> Queues =>
        new[] { TargetKind == TopologyTargetKind.Queue ? TargetKey : null, DeadLetterKey }.OfType<ResourceKey>().Distinct();
}
