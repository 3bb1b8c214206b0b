namespace Messaging.Local;

/// <summary>One function: something that takes an event and answers.</summary>
internal abstract class LocalFunction(LocalFunctionOptions options)
{
    public LocalFunctionOptions Options => options;

    /// <summary>Waits until an invocation would begin at once; false when another function has taken this one's place.</summary>
    public abstract Task<bool> WaitUntilReadyAsync(CancellationToken cancellationToken);

    /// <summary>Invokes the function, however long it takes to begin, and returns its answer.</summary>
    /// <exception cref="LocalFunctionException">It failed.</exception>
    public Task<string?> InvokeAsync(string @event, CancellationToken cancellationToken) =>
        InvokeAsync(@event, Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Invokes the function and returns its answer.</summary>
    /// <exception cref="LocalFunctionException">It failed, or did not begin within <paramref name="patience"/>.</exception>
    public abstract Task<string?> InvokeAsync(string @event, TimeSpan patience, CancellationToken cancellationToken);

    /// <summary>Ends what waits for the function, because it was removed or replaced.</summary>
    public virtual void Retire()
    {
    }
}
