namespace Messaging.Aws;

/// <summary>Everything that an application publishes to and consumes from, as one value.</summary>
/// <remarks>
/// It is registered in the service collection as soon as a transport is, and is what provisioning works by. What an
/// application does not own (the subscriptions of others, a topic's other publishers) is not in it.
/// </remarks>
public sealed class Topology
{
    internal Topology(TopologyBuilder builder)
    {
        Queues = DeadLetterQueues.Complete(builder.Queues);
        Topics = [.. builder.Topics];
        Subscriptions = [.. builder.Subscriptions];
        EventBuses = [.. builder.EventBuses];
        Rules = [.. builder.Rules];
        Publications = [.. builder.Publications];
        Consumers = [.. builder.Consumers];
    }

    /// <summary>Gets the queues, each after its dead-letter queue.</summary>
    public IReadOnlyList<TopologyQueue> Queues { get; }

    /// <summary>Gets the topics.</summary>
    public IReadOnlyList<TopologyTopic> Topics { get; }

    /// <summary>Gets the subscriptions.</summary>
    public IReadOnlyList<TopologySubscription> Subscriptions { get; }

    /// <summary>Gets the event buses.</summary>
    public IReadOnlyList<TopologyEventBus> EventBuses { get; }

    /// <summary>Gets the rules.</summary>
    public IReadOnlyList<TopologyRule> Rules { get; }

    /// <summary>Gets what the application publishes where.</summary>
    public IReadOnlyList<TopologyPublication> Publications { get; }

    /// <summary>Gets the consumers.</summary>
    public IReadOnlyList<TopologyConsumer> Consumers { get; }

    internal TopologyQueue Queue(ResourceKey key) => Queues.First(queue => queue.Key == key);

    internal TopologyTopic Topic(ResourceKey key) => Topics.First(topic => topic.Key == key);

    internal TopologyEventBus EventBus(ResourceKey key) => EventBuses.First(bus => bus.Key == key);

    /// <summary>Writes the topology as a document.</summary>
    /// <param name="format">The kind of document.</param>
    /// <param name="options">What the document names that the code does not know; null for the defaults.</param>
    /// <returns>The document's text. Equal topologies give equal texts.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such format.</exception>
    public string Export(TopologyFormat format, TopologyExportOptions? options = null) => format switch
    {
        TopologyFormat.Mermaid => MermaidExport.Write(this),
        TopologyFormat.CloudFormation => CloudFormationExport.Write(this),
        TopologyFormat.Terraform => TerraformExport.Write(this),
        TopologyFormat.Iam => IamExport.Write(this, options ?? new TopologyExportOptions()),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Use one of Mermaid, CloudFormation, Terraform and Iam."),
    };
}
