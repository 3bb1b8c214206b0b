namespace Messaging;

/// <summary>What a destination answered to one message of a batch: accepted with an id, or refused with a reason.</summary>
internal readonly record struct SendAnswer(string? ServiceMessageId, string? SequenceNumber, EntryFailure? Failure);
