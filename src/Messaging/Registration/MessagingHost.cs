using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Runs the messaging of an application with its host.</summary>
/// <remarks>
/// Checks and provisions before any hosted service starts, receives when all have started, stops all consumers together
/// before any hosted service stops, and waits for what is still being sent when all have stopped.
/// </remarks>
internal sealed class MessagingHost(
    MessagingRegistrations registrations, MessageCatalog catalog, IServiceProvider services, IOptions<MessagingOptions> options,
    IEnumerable<IHostedPart> parts, IEnumerable<IStartFailureObserver> observers, TaskStarter tasks, UnusedSettings unused,
    MessagingLoggers loggers, ApplicationState state)
    : IHostedLifecycleService
{
    private readonly List<IHostedPart> _parts = [.. parts];
    private RouteStage? _routes;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            foreach (var observer in observers)
            {
                await observer.StartFailedAsync(exception);
            }

            throw;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_parts.Select(part => part.RunAsync(cancellationToken)));

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_parts.Select(part => part.StopAsync(cancellationToken)));
        }
        finally
        {
            if (cancellationToken.IsCancellationRequested)
            {
                SayWhoseTimeWasTooShort();
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            // A message that pauses before another try is no task that runs.
            await (_routes?.WhenIdle() ?? Task.CompletedTask).WaitAsync(cancellationToken);
            await tasks.WhenAllEnded().WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Time is up; what is left fails when the services are disposed.
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _ = options.Value;
        var conflicts = registrations.Conflicts.Concat(registrations.LateConflicts.SelectMany(find => find())).ToList();
        if (conflicts.Count > 0)
        {
            throw new MessagingConfigurationException(string.Join(Environment.NewLine, conflicts));
        }

        CheckContracts();
        unused.Warn();
        _routes = (RouteStage?)services.GetService(typeof(RouteStage));
        foreach (var part in _parts)
        {
            await part.PrepareAsync(cancellationToken);
        }

        state.Prepared();
    }

    // At the end, for how long the host waits is known to the host alone.
    private void SayWhoseTimeWasTooShort()
    {
        if (_parts.Select(part => part.StopGrace).MaxBy(static grace => grace?.Time) is var (setting, grace))
        {
            HostLog.StoppedTooEarly(loggers.Create<MessagingHost>(), setting, grace);
        }
    }

    private void CheckContracts()
    {
        foreach (var type in catalog.Types.Where(type => type.Type != typeof(string)))
        {
            try
            {
                type.Check();
            }
            catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException)
            {
                throw new MessagingConfigurationException(
                    $"Messages of type '{type.Type}' have no JSON contract: {exception.Message} " +
                    "Add the type to a JsonSerializerContext and register it with UseJsonContext.", exception);
            }
        }
    }
}
