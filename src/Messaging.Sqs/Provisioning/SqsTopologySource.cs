using Messaging.Aws;
using Microsoft.Extensions.Options;

namespace Messaging.Sqs;

/// <summary>Adds the queues that the application consumes and publishes to.</summary>
internal sealed class SqsTopologySource(
    MessagingRegistrations registrations, MessageCatalog catalog, IEnumerable<SqsConsumerPart> consumers,
    SqsDestinationFactory destinations, IOptionsMonitor<SqsDestinationOptions> destinationOptions, SqsClients clients)
    : ITopologySource
{
    public int Order => 0;

    public void Describe(TopologyBuilder topology)
    {
        foreach (var consumer in consumers)
        {
            var queue = consumer.Describe();
            topology.Add(queue);
            topology.Consumers.Add(new TopologyConsumer
            {
                Name = consumer.Name,
                Queue = queue.Name,
                QueueKey = queue.Key,
                Messages = [.. consumer.Handles.Select(type => catalog[type].Name)],
            });
        }

        foreach (var route in registrations.Routes.Where(route => route.Kind == SqsDestinationFactory.QueueKind))
        {
            var queue = Queue(route.Destination);
            if (!IsKnown(topology, queue.Key))
            {
                topology.Add(queue);
            }

            topology.Add(new TopologyPublication
            {
                Message = catalog[route.MessageType].Name,
                Kind = TopologyTargetKind.Queue,
                Destination = queue.Name,
                DestinationKey = queue.Key,
            });
        }
    }

    private TopologyQueue Queue(string destination)
    {
        var address = destinations.Address(destination);
        return new TopologyQueue
        {
            Name = address.Name,
            Arn = address.QueueArn,
            Clients = clients.SetOfDestination(destination),
            Provisioning = destinationOptions.Get(destination).Provisioning ?? clients.DefaultProvisioning,
        };
    }

    private static bool IsKnown(TopologyBuilder topology, ResourceKey key) =>
        topology.Queues.Exists(queue => queue.Key == key || queue.DeadLetterKey == key);
}
