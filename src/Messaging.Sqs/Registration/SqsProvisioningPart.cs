using Messaging.Aws;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Sqs;

/// <summary>Creates or checks the queues of all routes and consumers before anything is published or received.</summary>
internal sealed class SqsProvisioningPart(
    MessagingRegistrations registrations, IEnumerable<SqsConsumerPart> consumers, SqsDestinationFactory destinations,
    IOptionsMonitor<SqsDestinationOptions> destinationOptions, SqsClients clients, TimeProvider time,
    ILogger<SqsProvisioningPart> logger)
    : IHostedPart
{
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var group in Definitions().GroupBy(item => (item.Clients, item.Provisioning)))
        {
            if (group.Key.Provisioning != Provisioning.None)
            {
                var provisioner = new QueueProvisioner(SqsClients.Of(group.Key.Clients), time, logger);
                await provisioner.EnsureAsync(
                    [.. group.Select(item => item.Definition)], group.Key.Provisioning, cancellationToken);
            }
        }
    }

    public Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private List<(QueueDefinition Definition, Provisioning Provisioning, AwsClientSet Clients)> Definitions()
    {
        var definitions = consumers
            .Select(consumer => (Queue: consumer.Describe(), Clients: clients.SetOfConsumer(consumer.Name)))
            .Select(item => (item.Queue.Definition, item.Queue.Provisioning, item.Clients)).ToList();
        var known = definitions
            .SelectMany(item => new[] { (item.Clients, item.Definition.Name), (item.Clients, item.Definition.DeadLetterQueue) })
            .ToHashSet();
        foreach (var name in registrations.Routes
                     .Where(route => route.Kind == SqsDestinationFactory.QueueKind)
                     .Select(route => route.Destination).Distinct(StringComparer.Ordinal))
        {
            var address = destinations.Address(name);
            var set = clients.SetOfDestination(name);
            if (known.Add((set, address.Name)))
            {
                var definition = new QueueDefinition { Name = address.Name };
                definitions.Add((definition, destinationOptions.Get(name).Provisioning ?? clients.DefaultProvisioning, set));
            }
        }

        return definitions;
    }
}
