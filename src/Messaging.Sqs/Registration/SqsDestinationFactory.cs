using Messaging.Aws;
using Microsoft.Extensions.Options;

namespace Messaging.Sqs;

/// <summary>Opens queues to publish to.</summary>
internal sealed class SqsDestinationFactory(SqsClients clients, IOptionsMonitor<SqsDestinationOptions> options) : IDestinationFactory
{
    public const string QueueKind = "queue";

    public string Kind => QueueKind;

    public OpenDestination Open(string name)
    {
        var address = Address(name);
        var url = new QueueUrlCache(() => clients.ForDestination(name), address);
        var limits = SqsLimits.ForQueue(address.IsFifo);
        return new OpenDestination(
            name, SqsConsumerPart.SystemName, limits, new LazySender(clients, name, url, address.IsFifo));
    }

    /// <exception cref="MessagingConfigurationException">The address is malformed.</exception>
    public QueueAddress Address(string name) => QueueAddress.Parse(options.Get(name).Address ?? name);

    /// <summary>Makes the client with the first send: an application that never publishes needs no credentials.</summary>
    private sealed class LazySender(SqsClients clients, string name, QueueUrlCache url, bool isFifo) : IBatchSender
    {
        private SqsBatchSender? _sender;

        public Task<IReadOnlyList<SendAnswer>> SendAsync(
            IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
        {
            _sender ??= new SqsBatchSender(clients.ForDestination(name), name, url.GetAsync, isFifo);
            return _sender.SendAsync(messages, cancellationToken);
        }
    }
}
