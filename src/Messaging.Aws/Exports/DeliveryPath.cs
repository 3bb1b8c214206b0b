namespace Messaging.Aws;

/// <summary>That a topic or a rule delivers to a queue or a topic, which has to let it.</summary>
/// <param name="Receiver">The name of the queue or topic.</param>
/// <param name="Topic">The topic that delivers, or null.</param>
/// <param name="Rule">The rule that delivers, or null.</param>
internal sealed record DeliveryPath(string Receiver, string? Topic, TopologyRule? Rule)
{
    /// <summary>Lists what is delivered to queues, dead letters included, each path once.</summary>
    public static IReadOnlyList<DeliveryPath> ToQueues(Topology topology)
    {
        var paths = new List<DeliveryPath>();
        foreach (var subscription in topology.Subscriptions)
        {
            if (subscription.Protocol == "sqs")
            {
                Add(new DeliveryPath(subscription.Endpoint, subscription.Topic, null));
            }

            if (subscription.DeadLetterQueue is { } dead)
            {
                Add(new DeliveryPath(dead, subscription.Topic, null));
            }
        }

        foreach (var rule in topology.Rules)
        {
            if (rule.TargetKind == TopologyTargetKind.Queue)
            {
                Add(new DeliveryPath(rule.Target, null, rule));
            }

            if (rule.DeadLetterQueue is { } dead)
            {
                Add(new DeliveryPath(dead, null, rule));
            }
        }

        return paths;

        void Add(DeliveryPath path)
        {
            if (!paths.Contains(path))
            {
                paths.Add(path);
            }
        }
    }

    /// <summary>Lists what rules deliver to topics.</summary>
    public static IReadOnlyList<DeliveryPath> ToTopics(Topology topology) =>
    [
        .. topology.Rules
            .Where(rule => rule.TargetKind == TopologyTargetKind.Topic)
            .Select(rule => new DeliveryPath(rule.Target, null, rule)),
    ];
}
