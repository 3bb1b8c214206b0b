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
        var byName = new Dictionary<(string Name, AwsClientSet? Clients), TopologyQueue>();
        foreach (var queue in queues)
        {
            byName[(queue.Name, queue.Clients)] = queue;
        }

        var ordered = new List<TopologyQueue>();
        var placed = new HashSet<(string Name, AwsClientSet? Clients)>();
        foreach (var queue in byName.Values)
        {
            Place(queue);
        }

        return ordered;

        void Place(TopologyQueue queue)
        {
            if (!placed.Add((queue.Name, queue.Clients)))
            {
                return;
            }

            if (queue.DeadLetterQueue is { } name)
            {
                Place(byName.GetValueOrDefault((name, queue.Clients)) ?? Of(queue, name));
            }

            ordered.Add(queue);
        }
    }

    private static TopologyQueue Of(TopologyQueue source, string name)
    {
        var queue = new TopologyQueue
        {
            Name = name,
            Clients = source.Clients,
            Provisioning = source.Provisioning,
            MessageRetention = Retention,
            KmsKeyId = source.KmsKeyId,
            SqsManagedSse = source.SqsManagedSse,
            Tags = source.Tags,
        };
        return queue.IsFifo == source.IsFifo
            ? queue
            : throw new MessagingConfigurationException(
                $"Queue '{source.Name}' and its dead-letter queue '{name}' are not of one type. Both are FIFO (their " +
                "names end with '.fifo') or neither is. Rename the dead-letter queue.");
    }
}
