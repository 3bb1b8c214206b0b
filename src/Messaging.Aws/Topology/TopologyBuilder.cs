namespace Messaging.Aws;

/// <summary>Gathers a topology. The same resource from two sources is one, and has what either says.</summary>
internal sealed class TopologyBuilder
{
    public List<TopologyQueue> Queues { get; } = [];

    public List<TopologyTopic> Topics { get; } = [];

    public List<TopologySubscription> Subscriptions { get; } = [];

    public List<TopologyEventBus> EventBuses { get; } = [];

    public List<TopologyRule> Rules { get; } = [];

    public List<TopologyPublication> Publications { get; } = [];

    public List<TopologyConsumer> Consumers { get; } = [];

    /// <summary>Gets the topics by the names that the application has for them.</summary>
    public Dictionary<string, ResourceKey> TopicNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Builds the topology of everything that the sources know.</summary>
    /// <exception cref="MessagingConfigurationException">Something that the application asks for cannot be.</exception>
    public static Topology Build(IEnumerable<ITopologySource> sources)
    {
        var builder = new TopologyBuilder();
        foreach (var source in sources.OrderBy(source => source.Order))
        {
            source.Describe(builder);
        }

        TopologyRules.Check(builder);
        return new Topology(builder);
    }

    /// <summary>Adds a queue, or what is not known yet of one.</summary>
    public void Add(TopologyQueue queue)
    {
        var index = Queues.FindIndex(known => known.Key == queue.Key);
        if (index < 0)
        {
            Queues.Add(queue);
            return;
        }

        var known = Queues[index];
        if ((known.DeadLetterQueue ?? queue.DeadLetterQueue) != (queue.DeadLetterQueue ?? known.DeadLetterQueue)
            || (known.MaxReceives ?? queue.MaxReceives) != (queue.MaxReceives ?? known.MaxReceives))
        {
            throw new MessagingConfigurationException(
                $"Two consumers of queue '{queue.Name}' give it dead-letter queue '{known.DeadLetterQueue}' after {known.MaxReceives} receives, and " +
                $"'{queue.DeadLetterQueue}' after {queue.MaxReceives}. A queue has one redrive policy: let them say the same.");
        }

        Queues[index] = known with
        {
            Provisioning = Max(known.Provisioning, queue.Provisioning),
            VisibilityTimeout = known.VisibilityTimeout ?? queue.VisibilityTimeout,
            MessageRetention = known.MessageRetention ?? queue.MessageRetention,
            Delay = known.Delay ?? queue.Delay,
            KmsKeyId = known.KmsKeyId ?? queue.KmsKeyId,
            SqsManagedSse = known.SqsManagedSse ?? queue.SqsManagedSse,
            ContentBasedDeduplication = known.ContentBasedDeduplication ?? queue.ContentBasedDeduplication,
            Tags = known.Tags.Count > 0 ? known.Tags : queue.Tags,
            DeadLetterQueue = known.DeadLetterQueue ?? queue.DeadLetterQueue,
            MaxReceives = known.MaxReceives ?? queue.MaxReceives,
        };
    }

    public void Add(TopologyTopic topic)
    {
        if (!Topics.Exists(known => known.Key == topic.Key))
        {
            Topics.Add(topic);
        }
    }

    public void Add(TopologyEventBus bus)
    {
        if (!EventBuses.Exists(known => known.Key == bus.Key))
        {
            EventBuses.Add(bus);
        }
    }

    public void Add(TopologyRule rule)
    {
        if (!Rules.Exists(known => known with { Pattern = rule.Pattern } == rule && PolicyJson.AreEqual(known.Pattern, rule.Pattern)))
        {
            Rules.Add(rule);
        }
    }

    public void Add(TopologySubscription subscription)
    {
        if (!Subscriptions.Exists(known =>
            known with { FilterPolicy = subscription.FilterPolicy } == subscription && PolicyJson.AreEqual(known.FilterPolicy, subscription.FilterPolicy)))
        {
            Subscriptions.Add(subscription);
        }
    }

    public void Add(TopologyPublication publication)
    {
        if (!Publications.Contains(publication))
        {
            Publications.Add(publication);
        }
    }

    private static Provisioning Max(Provisioning left, Provisioning right) => left > right ? left : right;
}
