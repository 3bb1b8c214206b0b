namespace Messaging.Local;

/// <summary>Why an event did not reach a target: the last failure, how often it was tried again, and which limit ended it.</summary>
internal sealed record GivenUp(DeliveryOutcome Last, int Retries, string? Exhausted);
