using Messaging.Aws;
using Microsoft.Extensions.Options;

namespace Messaging.Sqs;

/// <summary>Finds consumers that take each other's messages: each would set aside what only the other handles.</summary>
internal sealed class SharedQueues(SqsConsumers consumers, IOptionsMonitor<SqsConsumerOptions> options, SqsClients clients)
{
    /// <exception cref="MessagingConfigurationException">Another consumer of the queue handles messages that this one does not.</exception>
    public void Check(ConsumerRegistration consumer)
    {
        var queue = QueueOf(consumer);
        var other = consumers.All.FirstOrDefault(other =>
            other != consumer && consumer.Unknown is null && QueueOf(other) == queue
            && other.Handlers.Any(handler => consumer.Handlers.TrueForAll(own => own.MessageType != handler.MessageType)));
        if (other is not null)
        {
            throw new MessagingConfigurationException(
                $"Consumers '{consumer.Name}' and '{other.Name}' receive from the same queue '{queue.Name}', and '{consumer.Name}' would set " +
                $"messages aside that only '{other.Name}' handles. Handle all messages of a queue in one consumer, or give each a queue.");
        }
    }

    private (string Name, string? AccountId, AwsClientSet Clients) QueueOf(ConsumerRegistration consumer)
    {
        var address = QueueAddress.Parse(options.Get(consumer.Name).Queue ?? consumer.Name);
        return (address.Name, address.AccountId, clients.SetOfConsumer(consumer.Name));
    }
}
