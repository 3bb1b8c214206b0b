namespace Messaging;

/// <summary>What the consuming engine needs to know, whatever the transport.</summary>
internal sealed class ConsumerOptions
{
    public int MaxConcurrency { get; init; } = 10;

    /// <summary>Gets whether the concurrency is found by how the handlers do, between the least and the most.</summary>
    public bool IsAdaptive { get; init; }

    public int MinConcurrency { get; init; } = 1;

    /// <summary>Gets the most messages that start together for a batch handler.</summary>
    public int MaxBatch { get; init; } = 1;

    /// <summary>Gets the most messages that wait for a free slot.</summary>
    public int MaxBuffer { get; init; } = 100;

    /// <summary>Gets how long a received message may wait for its start, by the measured handler time.</summary>
    public TimeSpan MaxBufferTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets the most receives under way at once.</summary>
    public int MaxReceives { get; init; } = 10;

    public TimeSpan ReceiveWait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Gets how long to let messages gather after a receive that brought some and not all that it asked for.</summary>
    public TimeSpan ReceiveLinger { get; init; }

    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets the longest that a message is held from its receive on.</summary>
    public TimeSpan MaxHold { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Gets how long a handler may run that has no time limit of its own; null for as long as it takes.</summary>
    public TimeSpan? HandlerTimeout { get; init; }

    public TimeSpan SettleDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Gets the longest that a failing head blocks its FIFO group before the group is given back.</summary>
    public TimeSpan MaxGroupBlock { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Gets what happens to a FIFO group whose first message fails.</summary>
    public GroupFailure GroupFailure { get; init; }

    /// <summary>Gets after how many different messages that fail in a row everything is taken to fail; 0 for never.</summary>
    public int BreakAfter { get; init; } = 10;

    /// <summary>Gets the most messages that are parked while everything fails.</summary>
    public int MaxParked { get; init; } = 100;

    /// <summary>Gets after which time failures count again although everything fails.</summary>
    public TimeSpan MaxParkTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Gets how long stopping waits for handlers before it cancels them.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Gets whether open receives are cancelled at once when the consumer stops.</summary>
    public bool CancelReceivesOnStop { get; init; }
}
