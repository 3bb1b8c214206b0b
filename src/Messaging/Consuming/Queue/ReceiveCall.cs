namespace Messaging;

/// <summary>One request for messages.</summary>
/// <param name="Count">One to ten.</param>
/// <param name="Wait">How long the queue may wait for a message.</param>
/// <param name="Visibility">How long the messages are hidden from other consumers.</param>
/// <param name="AttemptId">The name of a FIFO receive, by which a lost answer can be asked for again.</param>
internal readonly record struct ReceiveCall(int Count, TimeSpan Wait, TimeSpan Visibility, string? AttemptId);
