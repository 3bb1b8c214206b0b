namespace Messaging.Aws;

/// <summary>Adds the dead-letter queues that other queues name, and puts them first.</summary>
internal static class DeadLetterQueues
{
    /// <summary>The longest that SQS keeps a message, whose age a move does not change: anything shorter would lose it unseen.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(14);

    /// <summary>Makes the list of all queues in the order in which they can be created.</summary>
    /// <exception cref="MessagingConfigurationException">A queue and its dead-letter queue are not of one type.</exception>
    public static IReadOnlyList<TopologyQueue> Complete(IReadOnlyList<TopologyQueue> queues)
    {
        var byKey = new Dictionary<ResourceKey, TopologyQueue>();
        foreach (var queue in queues)
        {
            byKey[queue.Key] = queue;
        }

        var ordered = new List<TopologyQueue>();
        var placed = new HashSet<ResourceKey>();
        foreach (var queue in byKey.Values)
        {
            Place(queue);
        }

        return ordered;

        void Place(TopologyQueue queue)
        {
            if (!placed.Add(queue.Key))
            {
                return;
            }

            if (queue.DeadLetterKey is { } key)
            {
                Place(byKey.GetValueOrDefault(key) ?? Of(queue, key));
            }

            ordered.Add(queue);
        }
    }

    private static TopologyQueue Of(TopologyQueue source, ResourceKey key)
    {
        var queue = new TopologyQueue
        {
            Name = key.Name,
            Arn = key.Arn,
            Clients = key.Clients,
            Provisioning = source.Provisioning,
            MessageRetention = Retention,
            KmsKeyId = source.KmsKeyId,
            SqsManagedSse = source.SqsManagedSse,
            Tags = source.Tags,
        };
        return queue.IsFifo == source.IsFifo
            ? queue
            : throw new MessagingConfigurationException(
                $"Queue '{source.Name}' and its dead-letter queue '{key.Name}' are not of one type. Both are FIFO (their " +
                "names end with '.fifo') or neither is. Rename the dead-letter queue.");
    }
}
