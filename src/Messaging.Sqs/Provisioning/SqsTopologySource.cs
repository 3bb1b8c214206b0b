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
                Messages = [.. consumer.Handles.Select(type => catalog[type].Name)],
            });
        }

        foreach (var route in registrations.Routes.Where(route => route.Kind == SqsDestinationFactory.QueueKind))
        {
            var name = destinations.Address(route.Destination).Name;
            var set = clients.SetOfDestination(route.Destination);
            var provisioning = destinationOptions.Get(route.Destination).Provisioning ?? clients.DefaultProvisioning;
            if (!IsKnown(topology, name, set))
            {
                topology.Add(new TopologyQueue { Name = name, Clients = set, Provisioning = provisioning });
            }

            topology.Add(new TopologyPublication
            {
                Message = catalog[route.MessageType].Name,
                Kind = TopologyTargetKind.Queue,
                Destination = name,
            });
        }
    }

    private static bool IsKnown(TopologyBuilder topology, string name, AwsClientSet clients) =>
        topology.Queues.Exists(queue => queue.Clients == clients && (queue.Name == name || queue.DeadLetterQueue == name));
}
