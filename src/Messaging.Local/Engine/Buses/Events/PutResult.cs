namespace Messaging.Local;

/// <summary>What became of one entry of PutEvents: the id of its event, or why there is none.</summary>
internal sealed record PutResult(string? EventId, string? ErrorCode = null, string? ErrorMessage = null);
