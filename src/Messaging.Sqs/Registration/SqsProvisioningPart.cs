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
        foreach (var group in Definitions().GroupBy(item => item.Provisioning))
        {
            if (group.Key != Provisioning.None)
            {
                var provisioner = new QueueProvisioner(clients.Client, time, logger);
                await provisioner.EnsureAsync([.. group.Select(item => item.Definition)], group.Key, cancellationToken);
            }
        }
    }

    public Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private List<(QueueDefinition Definition, Provisioning Provisioning)> Definitions()
    {
        var definitions = consumers.Select(consumer => consumer.Describe()).ToList();
        var known = definitions
            .SelectMany(item => new[] { item.Definition.Name, item.Definition.DeadLetterQueue })
            .ToHashSet(StringComparer.Ordinal);
        foreach (var name in registrations.Routes
                     .Where(route => route.Kind == SqsDestinationFactory.QueueKind)
                     .Select(route => route.Destination).Distinct(StringComparer.Ordinal))
        {
            var address = destinations.Address(name);
            if (known.Add(address.Name))
            {
                var definition = new QueueDefinition { Name = address.Name };
                definitions.Add((definition, destinationOptions.Get(name).Provisioning ?? clients.DefaultProvisioning));
            }
        }

        return definitions;
    }
}
