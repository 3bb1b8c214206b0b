namespace Messaging;

/// <summary>What applies to all handlers of a consumer.</summary>
internal sealed class HandlingRules
{
    /// <summary>Gets the time limit of handlers that have none of their own.</summary>
    public TimeSpan? Timeout { get; init; }

    public ExceptionRules Exceptions { get; init; } = new();
}
