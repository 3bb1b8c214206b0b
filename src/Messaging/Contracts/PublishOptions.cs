namespace Messaging;

/// <summary>Says what is special about one publish. Everything is optional.</summary>
public sealed class PublishOptions
{
    /// <summary>Gets the id of the message.</summary>
    /// <value>The default is a new UUID version 7. On FIFO queues it is also the deduplication id.</value>
    public string? MessageId { get; init; }

    /// <summary>Gets the id shared by all messages that one original message led to.</summary>
    /// <value>The default, inside a handler, is that of the message being handled, and elsewhere the message's own id.</value>
    public string? CorrelationId { get; init; }

    /// <summary>Gets the id of the message that this one follows from.</summary>
    /// <value>The default, inside a handler, is the id of the message being handled, and elsewhere none.</value>
    public string? CausationId { get; init; }

    /// <summary>Gets the message group, required by FIFO queues unless the route says how to group.</summary>
    /// <value>1 to 128 letters, digits and punctuation characters.</value>
    public string? GroupId { get; init; }

    /// <summary>Gets the id by which a FIFO queue drops copies within five minutes.</summary>
    /// <value>1 to 128 letters, digits and punctuation characters. The default is the message's id.</value>
    public string? DeduplicationId { get; init; }

    /// <summary>Gets how long a queue keeps the message hidden at first: zero to 15 minutes, in whole seconds.</summary>
    /// <value>The default is the queue's own delay. Allowed on standard queues only: FIFO queues, topics and event buses refuse it.</value>
    public TimeSpan? Delay { get; init; }

    /// <summary>Gets the application's own headers, which travel beside the message.</summary>
    /// <value>At most nine on SQS and SNS, where one of the ten attributes carries the message's name.</value>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}
