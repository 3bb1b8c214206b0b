using Microsoft.Extensions.Logging;

namespace Messaging.Aws;

/// <summary>Creates or checks everything that the application uses, before anything is published or received.</summary>
internal sealed class ProvisioningPart(
    Func<Topology> topology, IEnumerable<IProvisioner> provisioners, TaskStarter tasks, TimeProvider time, ILogger<ProvisioningPart> logger)
    : IHostedPart, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<ITimer> _timers = [];
    private ProvisioningRun? _run;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var run = new ProvisioningRun(topology());
        foreach (var provisioner in provisioners.OrderBy(provisioner => provisioner.Stage))
        {
            await provisioner.ProvisionAsync(run, cancellationToken);
        }

        run.ThrowIfDifferent();
        _run = run;
    }

    public Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (after, look) in _run?.Looks ?? [])
        {
            _timers.Add(time.CreateTimer(
                _ => tasks.Start(() => LookAsync(look, _stopping.Token)), null, after, Timeout.InfiniteTimeSpan));
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _timers.ForEach(timer => timer.Dispose());
        await _stopping.CancelAsync();
    }

    public void Dispose()
    {
        _timers.ForEach(timer => timer.Dispose());
        _stopping.Dispose();
    }

    private async Task LookAsync(Func<CancellationToken, Task> look, CancellationToken cancellationToken)
    {
        try
        {
            await look(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The next start looks again.
        }
        catch (Exception exception) when (AwsErrors.IsRefusal(exception, cancellationToken))
        {
            AwsLog.NotLookedAgain(logger, exception);
        }
    }
}
