using Messaging.Aws;
using Microsoft.Extensions.Options;

namespace Messaging.EventBridge;

/// <summary>Opens event buses to publish to.</summary>
internal sealed class EventBridgeDestinationFactory(
    AwsClients clients, IOptionsMonitor<EventBridgeDestinationOptions> options, ApplicationState state) : IDestinationFactory
{
    public const string BusKind = "event-bus";

    public const string SystemName = "aws.eventbridge";

    public string Kind => BusKind;

    public OpenDestination Open(string name)
    {
        var (address, provisioning) = (Address(name), options.Get(name).Provisioning ?? clients.DefaultProvisioning);
        var isMade = provisioning == Provisioning.Create && address.Name != TopologyEventBus.DefaultName;
        var sender = new EventBridgeBatchSender(
            () => clients.ForDestination(name).EventSender, name, address, () => isMade && !state.IsPrepared);
        return new OpenDestination(name, SystemName, EventBridgeLimits.ForBus, sender);
    }

    /// <exception cref="MessagingConfigurationException">The address is malformed.</exception>
    public EventBusAddress Address(string name) => EventBusAddress.Parse(options.Get(name).Address ?? name);
}
