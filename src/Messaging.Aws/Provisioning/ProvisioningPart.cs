using Microsoft.Extensions.Logging;

namespace Messaging.Aws;

/// <summary>Creates or checks everything that the application uses, before anything is published or received.</summary>
internal sealed class ProvisioningPart(
    Func<Topology> topology, IEnumerable<IProvisioner> provisioners, ApplicationState state, TaskStarter tasks, TimeProvider time, ILogger logger)
    : IHostedPart, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly List<ITimer> _timers = [];
    private ProvisioningRun? _prepared;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _prepared = await ProvisionAsync(isPatient: true, cancellationToken);
        state.Prepared();
    }

    /// <summary>Makes again what was deleted while the application runs; fails where AWS wants more time for it.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken) =>
        LookAgain(await ProvisionAsync(isPatient: false, cancellationToken));

    public Task RunAsync(CancellationToken cancellationToken)
    {
        LookAgain(_prepared);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        DisposeTimers();
        await _stopping.CancelAsync();
    }

    public void Dispose()
    {
        DisposeTimers();
        _stopping.Dispose();
    }

    private async Task<ProvisioningRun> ProvisionAsync(bool isPatient, CancellationToken cancellationToken)
    {
        var run = new ProvisioningRun(topology()) { IsPatient = isPatient };
        foreach (var provisioner in provisioners.OrderBy(provisioner => provisioner.Stage))
        {
            await provisioner.ProvisionAsync(run, cancellationToken);
        }

        run.ThrowIfDifferent();
        return run;
    }

    private void LookAgain(ProvisioningRun? run)
    {
        lock (_lock)
        {
            foreach (var (after, look) in run?.Looks ?? [])
            {
                _timers.Add(time.CreateTimer(
                    _ => tasks.Start(() => LookAsync(look, _stopping.Token)), null, after, Timeout.InfiniteTimeSpan));
            }
        }
    }

    private void DisposeTimers()
    {
        lock (_lock)
        {
            _timers.ForEach(timer => timer.Dispose());
            _timers.Clear();
        }
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
