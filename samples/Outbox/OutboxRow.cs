namespace Outbox;

/// <summary>A message that was written and waits to be published.</summary>
internal sealed record OutboxRow(long Number, string MessageId, string Name, string Body, string? GroupId, string? TraceParent);
