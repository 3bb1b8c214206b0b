using Messaging.Aws;
using Microsoft.Extensions.Options;

namespace Messaging.Sns;

/// <summary>Opens topics to publish to.</summary>
internal sealed class SnsDestinationFactory(
    AwsClients clients, TopicArns arns, IOptionsMonitor<SnsDestinationOptions> options) : IDestinationFactory
{
    public const string TopicKind = "topic";

    public const string SystemName = "aws.sns";

    public string Kind => TopicKind;

    public OpenDestination Open(string name)
    {
        var address = Address(name);
        var sender = new SnsBatchSender(
            () => clients.ForDestination(name).TopicSender, name,
            token => arns.FindAsync(clients.ForDestination(name), address, token), address.IsFifo);
        return new OpenDestination(name, SystemName, SnsLimits.ForTopic(address.IsFifo), sender);
    }

    /// <exception cref="MessagingConfigurationException">The address is malformed.</exception>
    public TopicAddress Address(string name) => TopicAddress.Parse(options.Get(name).Address ?? name);
}
