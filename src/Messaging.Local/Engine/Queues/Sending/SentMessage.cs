namespace Messaging.Local;

/// <summary>What a sender learns: the id, and on a FIFO queue the place in the order.</summary>
internal readonly record struct SentMessage(Guid Id, long? Number);
