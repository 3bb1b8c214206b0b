using Messaging.Aws;

namespace Messaging.Sqs;

/// <summary>The queues of the consumers, for the transports whose topics and rules deliver to them.</summary>
internal sealed class ConsumedQueues(IEnumerable<SqsConsumerPart> consumers)
{
    public TopologyQueue? Find(SqsConsumerBuilder? consumer) =>
        consumer is null ? null : consumers.First(part => part.Name == consumer.Name).Describe();

    /// <summary>Adds the queue for what cannot be delivered, unless it is the consumer's own, which is known already.</summary>
    public static void AddDeadLetterQueue(
        TopologyBuilder topology, string? name, TopologyQueue? consumed, AwsClientSet? clients, Provisioning provisioning)
    {
        if (name is not null && name != consumed?.DeadLetterQueue)
        {
            topology.Add(new TopologyQueue
            {
                Name = name,
                Clients = consumed?.Clients ?? clients,
                Provisioning = provisioning,
                MessageRetention = SqsLimits.MaxRetention,
            });
        }
    }
}
