using Microsoft.Extensions.Logging;

namespace Messaging.Lambda;

/// <summary>Runs the process's function with the host: by the Runtime API, unless a <see cref="LambdaHandler"/> calls it.</summary>
internal sealed class LambdaPart(
    LambdaFunctions functions, Func<LambdaFunction> function, ConsumerFactory consumers, Func<RuntimeApi> open,
    TimeProvider time, ILogger logger)
    : IHostedPart, IStartFailureObserver, IDisposable
{
    private static readonly TimeSpan ReportTime = TimeSpan.FromSeconds(2);

    // Once the host has waited as long as it may: enough for handlers that heed their tokens, and the request after them.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _handlers = new();
    private RuntimeApi? _api;
    private Task _loop = Task.CompletedTask;

    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        consumers.CheckHandlers(functions.Choose());
        _ = function();
        _api = functions.AreCalled ? null : _api ?? open();
        return Task.CompletedTask;
    }

    public Task RunAsync(CancellationToken cancellationToken)
    {
        if (_api is { } api)
        {
            var loop = new RuntimeLoop(function(), api, time, logger);
            _loop = Task.Run(() => RunLoopAsync(loop), CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        try
        {
            await _loop.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await _handlers.CancelAsync();
            await Task.WhenAny(_loop, Task.Delay(AnswerTime, time, CancellationToken.None));
        }
    }

    /// <summary>Tells Lambda why the function cannot start, so that invocations fail with the reason.</summary>
    public async Task StartFailedAsync(Exception exception)
    {
        try
        {
            if (functions.AreCalled)
            {
                return;
            }

            using var limit = new CancellationTokenSource(ReportTime, time);
            await (_api ??= open()).FailStartAsync(exception, limit.Token);
        }
        catch (Exception failure) when (failure is MessagingException or HttpRequestException or OperationCanceledException or IOException)
        {
            // The start fails all the same, and its exception says why.
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _handlers.Dispose();
        _api?.Dispose();
    }

    private async Task RunLoopAsync(RuntimeLoop loop)
    {
        try
        {
            await loop.RunAsync(_stopping.Token, _handlers.Token);
        }
        catch (RuntimeGoneException exception)
        {
            // Lambda wants the process to end promptly, and makes a new one.
            Environment.FailFast(exception.Message);
        }
    }
}
