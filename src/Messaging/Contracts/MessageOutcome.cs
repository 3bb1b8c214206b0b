namespace Messaging;

/// <summary>Says what a handler or middleware recorded to become of a message.</summary>
public enum MessageOutcomeKind
{
    /// <summary>Nothing was recorded: returning means handled, throwing means again later.</summary>
    None,

    /// <summary>The message is delivered again after a delay.</summary>
    RetryAfter,

    /// <summary>The message goes to the dead-letter queue.</summary>
    DeadLetter,
}

/// <summary>Describes the outcome recorded on a <see cref="MessageContext"/>.</summary>
public sealed class MessageOutcome
{
    private MessageOutcome(MessageOutcomeKind kind, TimeSpan? delay, string? reason)
    {
        Kind = kind;
        Delay = delay;
        Reason = reason;
    }

    /// <summary>Gets the outcome of a context on which nothing was recorded.</summary>
    public static MessageOutcome None { get; } = new(MessageOutcomeKind.None, null, null);

    /// <summary>Gets what was recorded.</summary>
    public MessageOutcomeKind Kind { get; }

    /// <summary>Gets the delay before the next delivery, when <see cref="Kind"/> is <see cref="MessageOutcomeKind.RetryAfter"/>.</summary>
    public TimeSpan? Delay { get; }

    /// <summary>Gets the reason, when <see cref="Kind"/> is <see cref="MessageOutcomeKind.DeadLetter"/>.</summary>
    public string? Reason { get; }

    /// <summary>Describes the outcome in a few words.</summary>
    /// <returns>The description.</returns>
    public override string ToString() => Kind switch
    {
        MessageOutcomeKind.RetryAfter => $"retry after {Delay}",
        MessageOutcomeKind.DeadLetter => $"dead letter: {Reason}",
        _ => "none",
    };

    internal static MessageOutcome RetryAfter(TimeSpan delay) => new(MessageOutcomeKind.RetryAfter, delay, null);

    internal static MessageOutcome DeadLetter(string reason) => new(MessageOutcomeKind.DeadLetter, null, reason);
}
