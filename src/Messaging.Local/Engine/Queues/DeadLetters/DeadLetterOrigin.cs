namespace Messaging.Local;

/// <summary>Where a dead letter comes from, and how often it had been received before it came.</summary>
internal sealed record DeadLetterOrigin(string SourceArn, int Receives);
