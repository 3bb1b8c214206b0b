using Messaging.Aws;

namespace Messaging.Sqs;

/// <summary>The queues of the consumers, for the transports whose topics and rules deliver to them.</summary>
internal sealed class ConsumedQueues(IEnumerable<SqsConsumerPart> consumers)
{
    public TopologyQueue? Find(SqsConsumerBuilder? consumer) =>
        consumer is null ? null : consumers.First(part => part.Name == consumer.Name).Describe();

    /// <summary>Adds the queue for what cannot be delivered, unless it is the consumer's own, which is known already.</summary>
    public static ResourceKey? AddDeadLetterQueue(
        TopologyBuilder topology, string? name, TopologyQueue? consumed, AwsClientSet? clients, Provisioning provisioning)
    {
        if (name is null)
        {
            return null;
        }

        var key = consumed?.Key.Beside(name) ?? new ResourceKey(name, Arn: null, clients);
        if (key != consumed?.DeadLetterKey)
        {
            topology.Add(new TopologyQueue
            {
                Name = key.Name,
                Arn = key.Arn,
                Clients = key.Clients,
                Provisioning = provisioning,
                MessageRetention = SqsLimits.MaxRetention,
            });
        }

        return key;
    }
}
