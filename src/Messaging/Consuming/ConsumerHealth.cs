namespace Messaging;

/// <summary>How a consumer does at one moment.</summary>
internal sealed class ConsumerHealth
{
    public required string Consumer { get; init; }

    /// <summary>Gets the queue's own name.</summary>
    public required string Queue { get; init; }

    public bool IsPaused { get; init; }

    /// <summary>Gets how many handlers run.</summary>
    public int Running { get; init; }

    /// <summary>Gets since when receiving or handling fails altogether; null while both go well.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Gets why, as a sentence; null while nothing fails.</summary>
    public string? Reason { get; init; }
}
