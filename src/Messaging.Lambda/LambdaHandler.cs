using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Lambda;

/// <summary>Handles events for whoever calls it, stream in and stream out: the managed runtime of Lambda, or a test.</summary>
/// <remarks>
/// A method of a class that the managed runtime calls is told no deadline: set <see cref="LambdaFunctionOptions.Timeout"/> to
/// the function's time limit, so that handlers are cancelled in time to answer.
/// </remarks>
public sealed class LambdaHandler : IAsyncDisposable
{
    private readonly Func<IHost> _build;
    private readonly Lock _lock = new();
    private IHost _host;
    private Task _started;
    private bool _hasFailed;

    private LambdaHandler(Func<IHost> build)
    {
        _build = build;
        (_host, _started) = Start();
    }

    /// <summary>Starts the host of an application with a function, and makes what handles its events.</summary>
    /// <param name="build">Builds the host. The handler starts, stops and disposes it.</param>
    /// <returns>The handler. Whether the host could start is seen with the first event.</returns>
    /// <remarks>
    /// An environment of Lambda outlives the failure of an event. So the event after a start that failed builds and starts
    /// another host, or else none would be handled there again.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The application has no function: <c>AddLambdaFunction</c> was not called.</exception>
    public static LambdaHandler Start(Func<IHost> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        return new LambdaHandler(build);
    }

    /// <summary>Handles one event.</summary>
    /// <param name="input">The event, JSON: of an SQS queue, an SNS topic or an EventBridge bus. It is read to its end.</param>
    /// <param name="cancellationToken">Cancels the handlers; their messages count as failed.</param>
    /// <returns>The answer, JSON: for a queue the messages that failed, from <c>batchItemFailures</c>.</returns>
    /// <exception cref="LambdaEventException">It is no such event. Nothing was handled.</exception>
    /// <exception cref="MessagesFailedException">Nothing of the event may be acknowledged.</exception>
    public async Task<Stream> HandleAsync(Stream input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);

        // Lambda counts from here, also while the first event waits for the host.
        var (host, started) = Running();
        var now = host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await WaitAsync(started, cancellationToken).ConfigureAwait(false);
        using var json = new MemoryStream();
        await input.CopyToAsync(json, cancellationToken).ConfigureAwait(false);
        var function = host.Services.GetRequiredService<LambdaFunction>();
        var deadline = now + function.Options.Timeout;
        var answer = await Task.Run(
            () => function.InvokeAsync(json.ToArray(), deadline, cancellationToken), CancellationToken.None).ConfigureAwait(false);
        return new MemoryStream(answer.ToArray(), writable: false);
    }

    /// <summary>Stops the host and disposes it.</summary>
    /// <returns>A task that ends when it has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _started.ConfigureAwait(false);
            await _host.StopAsync().ConfigureAwait(false);
        }
        finally
        {
            _host.Dispose();
        }
    }

    private (IHost Host, Task Started) Running()
    {
        lock (_lock)
        {
            if (_hasFailed)
            {
                _host.Dispose();
                (_host, _started) = Start();
                _hasFailed = false;
            }

            return (_host, _started);
        }
    }

    private async Task WaitAsync(Task started, CancellationToken cancellationToken)
    {
        try
        {
            await started.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch when (started.IsFaulted || started.IsCanceled)
        {
            lock (_lock)
            {
                _hasFailed |= started == _started;
            }

            throw;
        }
    }

    private (IHost Host, Task Started) Start()
    {
        var host = _build();
        host.Services.GetRequiredService<LambdaFunctions>().AreCalled = true;

        // The managed runtime calls constructors, which cannot wait; the first event does.
        return (host, Task.Run(() => host.StartAsync()));
    }
}
