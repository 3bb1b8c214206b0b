using Messaging.Local;

namespace Messaging.Testing;

/// <summary>A message in a dead-letter queue.</summary>
public sealed class DeadLetter
{
    internal DeadLetter(LocalMessage stored) => Stored = stored;

    /// <summary>Gets the body as it was sent, the envelope included.</summary>
    public string Body => Stored.Body;

    /// <summary>Gets why the consumer moved it; null when SQS moved it because it was received too often.</summary>
    public string? Reason => Stored.Attributes.GetValueOrDefault("dead-letter-reason");

    /// <summary>Gets all that the broker knows about the message.</summary>
    public LocalMessage Stored { get; }
}
