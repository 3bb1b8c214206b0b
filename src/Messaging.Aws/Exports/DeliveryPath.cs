namespace Messaging.Aws;

/// <summary>That a topic or a rule delivers to a queue or a topic, which has to let it.</summary>
/// <param name="Receiver">The queue or topic.</param>
/// <param name="IsToTopic">Whether the receiver is a topic.</param>
/// <param name="Topic">The topic that delivers, or null.</param>
/// <param name="Rule">The rule that delivers, or null.</param>
internal sealed record DeliveryPath(ResourceKey Receiver, bool IsToTopic, ResourceKey? Topic, TopologyRule? Rule)
{
    /// <summary>Gets whether the receiver's policy is the application's to write, in the stack of its own account and region.</summary>
    public bool HasPolicy => IsToTopic ? Receiver.IsReachedFromHome : Receiver.IsHome;

    /// <summary>Lists what is delivered to queues, dead letters included, each path once.</summary>
    public static IEnumerable<DeliveryPath> ToQueues(Topology topology) => All(topology).Where(path => !path.IsToTopic);

    /// <summary>Lists what rules deliver to topics.</summary>
    public static IEnumerable<DeliveryPath> ToTopics(Topology topology) => All(topology).Where(path => path.IsToTopic);

    /// <summary>Lists what a subscription delivers to queues.</summary>
    public static IEnumerable<DeliveryPath> Of(TopologySubscription subscription) =>
        subscription.Queues.Select(queue => new DeliveryPath(queue, IsToTopic: false, subscription.TopicKey, null));

    /// <summary>Lists what a rule delivers to queues and topics.</summary>
    public static IEnumerable<DeliveryPath> Of(TopologyRule rule)
    {
        var toQueues = rule.Queues.Select(queue => new DeliveryPath(queue, IsToTopic: false, null, rule));
        return rule is { TargetKind: TopologyTargetKind.Topic, TargetKey: { } topic }
            ? toQueues.Prepend(new DeliveryPath(topic, IsToTopic: true, null, rule))
            : toQueues;
    }

    private static IEnumerable<DeliveryPath> All(Topology topology) =>
        topology.Subscriptions.SelectMany(Of)
            .Concat(topology.Rules.Where(rule => rule.BusKey.IsReachedFromHome).SelectMany(Of))
            .Where(path => path.HasPolicy).Distinct();
}
