namespace Messaging.Aws;

/// <summary>Finds what would be created at home although its address is elsewhere, before anything is created.</summary>
internal sealed class ForeignResources(AwsClients clients, AccountIdentity account) : IProvisioner
{
    public ProvisioningStage Stage => ProvisioningStage.Addresses;

    public async Task ProvisionAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        // Of a queue's address in production an embedded broker takes the name; a topic's ARN is what it is published to by.
        var created = run.Topology.Queues
            .Where(queue => queue.Provisioning == Provisioning.Create && queue.Clients?.HasBackend != true).Select(queue => queue.Key)
            .Concat(run.Topology.Topics.Where(topic => topic.Provisioning == Provisioning.Create).Select(topic => topic.Key));
        var problems = new List<string>();
        foreach (var key in created)
        {
            if (!Arn.TryParse(key.Arn, out var given))
            {
                continue;
            }

            var own = await account.ArnAsync(key.Clients ?? clients.Default, given.Service, given.Resource, cancellationToken);
            if (own != given)
            {
                problems.Add($"'{given}', which would become '{own}'");
            }
        }

        if (problems.Count > 0)
        {
            throw new MessagingConfigurationException(
                "Queues and topics of another account or region than the application's cannot be created:" +
                string.Concat(problems.Select(problem => $"\n- {problem}")) +
                "\nSet their provisioning to None, give their destinations a region or role of their own, or correct their addresses.");
        }
    }
}
