namespace Messaging.Lambda;

/// <summary>An event as it was read: where it comes from, and its messages in order, each once.</summary>
internal sealed record LambdaEvent(EventSource Source, IReadOnlyList<BatchRecord> Records);
