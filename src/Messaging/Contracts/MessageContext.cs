using System.Collections.ObjectModel;

namespace Messaging;

/// <summary>Holds what is known about a message while it is handled, and records what shall become of it.</summary>
/// <remarks>A unit test of a handler makes one with <c>new MessageContext { … }</c> and reads <see cref="Outcome"/>.</remarks>
public sealed class MessageContext
{
    private MessageOutcome _outcome = MessageOutcome.None;
    private int _publishes;

    /// <summary>Gets the message itself.</summary>
    /// <value>The default is <see langword="null"/>; a consumer always sets it.</value>
    public object? Message { get; init; }

    /// <summary>Gets the id that the publisher gave the message; the same in every copy of it.</summary>
    /// <value>The default is a new id. For a body without an envelope it is the id that the service gave.</value>
    public string MessageId
    {
        // Made when it is asked for: a consumer always sets it.
        get => field ?? Interlocked.CompareExchange(ref field, Guid.CreateVersion7().ToString(), null) ?? field;
        init;
    }

    /// <summary>Gets the name that travelled with the message, such as <c>acme.order-placed.v1</c>.</summary>
    /// <value>The default is an empty string, which is also what text without an envelope has.</value>
    public string MessageName { get; init; } = string.Empty;

    /// <summary>Gets the id shared by all messages that one original message led to.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Gets the id of the message whose handling published this one.</summary>
    public string? CausationId { get; init; }

    /// <summary>Gets the application's own headers. Names are compared by their exact characters.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Gets how many times the message has been delivered, this time included.</summary>
    /// <value>The default is 1. Approximate on SQS; a FIFO consumer counts its own repeated tries too.</value>
    public int DeliveryCount { get; init; } = 1;

    /// <summary>Gets after how many deliveries the source gives up, where that is known.</summary>
    public int? MaxDeliveries { get; init; }

    /// <summary>Gets whether a failure now sends the message to the dead-letter queue. False where no limit is known.</summary>
    public bool IsLastAttempt => DeliveryCount >= MaxDeliveries;

    /// <summary>Gets the message group, within which messages are handled one at a time and in order on FIFO queues.</summary>
    public string? GroupId { get; init; }

    /// <summary>Gets when the message was published, or else when the service accepted it.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Gets where the message was published, the <c>source</c> of its envelope, such as <c>/orders</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Gets the name of the consumer that received the message.</summary>
    public string ConsumerName { get; init; } = string.Empty;

    /// <summary>Gets the body exactly as it was received, wrapping included.</summary>
    public string RawBody { get; init; } = string.Empty;

    /// <summary>Gets what has been recorded to become of the message.</summary>
    public MessageOutcome Outcome => Volatile.Read(ref _outcome);

    /// <summary>Gets why the handler's token was cancelled, as a sentence; <see langword="null"/> while it is not.</summary>
    public string? CancellationReason { get; internal set; }

    /// <summary>Gets the messages that started together with this one; null where it started alone.</summary>
    internal BatchRun? Batch { get; init; }

    /// <summary>Gets whether the handler has published something that is not answered yet.</summary>
    internal bool IsPublishing => Volatile.Read(ref _publishes) > 0;

    /// <summary>Records that the message shall be delivered again after a while.</summary>
    /// <param name="delay">
    /// How long the message stays hidden: zero to 12 hours, less the time since it was received. A longer time is cut to
    /// what SQS allows. A failure of the last attempt is not delayed, because no attempt would follow.
    /// </param>
    /// <remarks>The outcome stands even if the handler then throws.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is negative or over 12 hours.</exception>
    /// <exception cref="InvalidOperationException">An outcome has been recorded already.</exception>
    public void RetryAfter(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, TimeSpan.FromHours(12));
        Record(MessageOutcome.RetryAfter(delay));
    }

    /// <summary>Records that trying again would not help: the message goes to the dead-letter queue now.</summary>
    /// <param name="reason">Why, for the people who look into the dead-letter queue. No secret: it is logged.</param>
    /// <remarks>The outcome stands even if the handler then throws.</remarks>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is empty.</exception>
    /// <exception cref="InvalidOperationException">An outcome has been recorded already.</exception>
    public void DeadLetter(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        Record(MessageOutcome.DeadLetter(reason));
    }

    internal void CountPublish(int change) => Interlocked.Add(ref _publishes, change);

    private void Record(MessageOutcome outcome)
    {
        var before = Interlocked.CompareExchange(ref _outcome, outcome, MessageOutcome.None);
        if (before != MessageOutcome.None)
        {
            throw new InvalidOperationException(
                $"Message {MessageId} has the outcome '{before}' already; '{outcome}' cannot be recorded too. " +
                "Call RetryAfter or DeadLetter once per delivery.");
        }
    }
}
