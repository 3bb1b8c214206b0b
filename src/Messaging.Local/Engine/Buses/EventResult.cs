namespace Messaging.Local;

/// <summary>What became of one event that was put: its id, or why it was refused.</summary>
internal sealed record EventResult(string? EventId, string? ErrorCode = null, string? ErrorMessage = null);
