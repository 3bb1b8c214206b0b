namespace Messaging.Aws;

/// <summary>A subscription of an SNS topic as the code wants it.</summary>
public sealed record TopologySubscription
{
    /// <summary>Gets the name of the topic.</summary>
    public required string Topic { get; init; }

    internal ResourceKey TopicKey { get; init; }

    /// <summary>Gets the kind of endpoint: <c>sqs</c>, <c>lambda</c>, <c>http</c> or <c>https</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>Gets the endpoint: the name of a queue, the ARN of a function, an address.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Gets the key of the queue that is the endpoint; null for another kind.</summary>
    internal ResourceKey? EndpointKey { get; init; }

    /// <summary>Gets what starting does about the subscription.</summary>
    public Provisioning Provisioning { get; init; }

    /// <summary>Gets the JSON of the filter policy.</summary>
    /// <value>Null: every message is delivered.</value>
    public string? FilterPolicy { get; init; }

    /// <summary>Gets whether the filter looks at the body in place of the attributes.</summary>
    public bool FiltersBody { get; init; }

    /// <summary>Gets whether the message is delivered as it was published, without the envelope of SNS.</summary>
    public bool IsRaw { get; init; }

    /// <summary>Gets the name of the queue that takes what cannot be delivered.</summary>
    /// <value>Null: such messages are lost.</value>
    public string? DeadLetterQueue { get; init; }

    internal ResourceKey? DeadLetterKey { get; init; }

    /// <summary>Gets the queues that the topic delivers to for the subscription.</summary>
    internal IEnumerable<ResourceKey> Queues => new[] { EndpointKey, DeadLetterKey }.OfType<ResourceKey>().Distinct();
}
