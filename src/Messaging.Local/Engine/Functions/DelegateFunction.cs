namespace Messaging.Local;

/// <summary>A function that is a delegate of this process.</summary>
internal sealed class DelegateFunction(
    Func<string, CancellationToken, Task<string?>> function, LocalFunctionOptions options, TimeProvider time)
    : LocalFunction(options)
{
    public override Task<bool> WaitUntilReadyAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public override async Task<string?> InvokeAsync(string @event, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return Options.Timeout is { } limit
                ? await InvokeWithinAsync(@event, limit, ending, cancellationToken).ConfigureAwait(false)
                : await function(@event, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not LocalFunctionException && !cancellationToken.IsCancellationRequested)
        {
            throw new LocalFunctionException(error.GetType().Name, error.Message, error);
        }
    }

    private async Task<string?> InvokeWithinAsync(
        string @event, TimeSpan limit, CancellationTokenSource ending, CancellationToken cancellationToken)
    {
        var running = function(@event, ending.Token);
        try
        {
            return await running.WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            await ending.CancelAsync().ConfigureAwait(false);
            throw LocalFunctionException.TimedOut(limit);
        }
    }
}
