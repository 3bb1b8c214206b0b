namespace Messaging.Aws;

/// <summary>Creates or checks everything that the application uses, before anything is published or received.</summary>
internal sealed class ProvisioningPart(Func<Topology> topology, IEnumerable<IProvisioner> provisioners) : IHostedPart
{
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var run = new ProvisioningRun(topology());
        foreach (var provisioner in provisioners.OrderBy(provisioner => provisioner.Stage))
        {
            await provisioner.ProvisionAsync(run, cancellationToken);
        }

        run.ThrowIfDifferent();
    }

    public Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
