namespace Messaging;

/// <summary>How messages are gathered into requests.</summary>
internal sealed class BatchingOptions
{
    /// <summary>Gets the most requests under way to one destination.</summary>
    public int MaxRequests { get; init; } = 16;

    /// <summary>Gets the longest that a partial batch waits while other requests are under way.</summary>
    public TimeSpan MaxLinger { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Gets how long single rejected messages are tried again. Below the five minutes in which FIFO queues know copies.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets the most messages that wait for or are in a request; further callers wait.</summary>
    public int MaxWaiting { get; init; } = 5_000;
}
