namespace Messaging.Aws;

/// <summary>That a topic or a rule delivers to a queue or a topic, which has to let it.</summary>
/// <param name="Receiver">The name of the queue or topic.</param>
/// <param name="IsToTopic">Whether the receiver is a topic.</param>
/// <param name="Topic">The topic that delivers, or null.</param>
/// <param name="Rule">The rule that delivers, or null.</param>
internal sealed record DeliveryPath(string Receiver, bool IsToTopic, string? Topic, TopologyRule? Rule)
{
    /// <summary>Lists what is delivered to queues, dead letters included, each path once.</summary>
    public static IEnumerable<DeliveryPath> ToQueues(Topology topology) => All(topology).Where(path => !path.IsToTopic);

    /// <summary>Lists what rules deliver to topics.</summary>
    public static IEnumerable<DeliveryPath> ToTopics(Topology topology) => All(topology).Where(path => path.IsToTopic);

    /// <summary>Lists what a subscription delivers to queues.</summary>
    public static IEnumerable<DeliveryPath> Of(TopologySubscription subscription)
    {
        string?[] queues = [subscription.Protocol == "sqs" ? subscription.Endpoint : null, subscription.DeadLetterQueue];
        return queues.OfType<string>().Select(queue => new DeliveryPath(queue, IsToTopic: false, subscription.Topic, null));
    }

    /// <summary>Lists what a rule delivers to queues and topics.</summary>
    public static IEnumerable<DeliveryPath> Of(TopologyRule rule)
    {
        if (rule.TargetKind is TopologyTargetKind.Queue or TopologyTargetKind.Topic)
        {
            yield return new DeliveryPath(rule.Target, rule.TargetKind == TopologyTargetKind.Topic, null, rule);
        }

        if (rule.DeadLetterQueue is { } dead)
        {
            yield return new DeliveryPath(dead, IsToTopic: false, null, rule);
        }
    }

    private static IEnumerable<DeliveryPath> All(Topology topology) =>
        topology.Subscriptions.SelectMany(Of).Concat(topology.Rules.SelectMany(Of)).Distinct();
}
