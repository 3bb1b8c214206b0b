namespace Messaging.Aws;

/// <summary>Creates or checks everything that the application uses, before anything is published or received.</summary>
internal sealed class ProvisioningPart(Func<Topology> topology, IEnumerable<IProvisioner> provisioners) : IHostedPart
{
    public Task PrepareAsync(CancellationToken cancellationToken) => ProvisionAsync(isPatient: true, cancellationToken);

    /// <summary>Makes again what was deleted while the application runs; fails where AWS wants more time for it.</summary>
    public Task RestoreAsync(CancellationToken cancellationToken) => ProvisionAsync(isPatient: false, cancellationToken);

    public Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task ProvisionAsync(bool isPatient, CancellationToken cancellationToken)
    {
        var run = new ProvisioningRun(topology()) { IsPatient = isPatient };
        foreach (var provisioner in provisioners.OrderBy(provisioner => provisioner.Stage))
        {
            await provisioner.ProvisionAsync(run, cancellationToken);
        }

        run.ThrowIfDifferent();
    }
}
