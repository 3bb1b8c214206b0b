namespace Messaging.Local;

/// <summary>What a listing says about a move task.</summary>
internal sealed record MoveTaskStatus(
    string? Handle,
    string Status,
    string SourceArn,
    string? DestinationArn,
    int? PerSecond,
    long Moved,
    long ToMove,
    string? FailureReason,
    DateTime StartedAt);
