namespace Messaging.Aws;

/// <summary>A target of an Amazon EventBridge rule: where, and in what form, the rule's events go.</summary>
/// <remarks>Of <see cref="Input"/>, <see cref="InputPath"/> and <see cref="InputTransformer"/> one at most is allowed.</remarks>
public sealed class EventTarget
{
    /// <summary>Gets the id within the rule: 1 to 64 letters, digits and <c>.-_</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the ARN of the queue, topic, function or bus.</summary>
    public required string Arn { get; init; }

    /// <summary>Gets the ARN of the role that EventBridge takes to reach the target.</summary>
    /// <value>The default is null: none. Queues, topics and functions permit EventBridge by their own policies.</value>
    public string? RoleArn { get; init; }

    /// <summary>Gets the JSON that is sent in place of every event.</summary>
    /// <value>The default is null: the event.</value>
    public string? Input { get; init; }

    /// <summary>Gets the JSON path of the part of the event that is sent, such as <c>$.detail</c>.</summary>
    /// <value>The default is null: the whole event.</value>
    public string? InputPath { get; init; }

    /// <summary>Gets how the event is made into something else.</summary>
    /// <value>The default is null: it is not.</value>
    public EventInputTransformer? InputTransformer { get; init; }

    /// <summary>Gets the message group of the messages to an SQS queue. FIFO queues need one.</summary>
    /// <value>The default is null: none.</value>
    public string? MessageGroupId { get; init; }

    /// <summary>Gets how often EventBridge tries again: 0 to 185 times.</summary>
    /// <value>The default is null: EventBridge's own, 185.</value>
    public int? MaximumRetryAttempts { get; init; }

    /// <summary>Gets how old an event becomes before EventBridge gives it up: 1 minute to 24 hours, in whole seconds.</summary>
    /// <value>The default is null: EventBridge's own, 24 hours.</value>
    public TimeSpan? MaximumEventAge { get; init; }

    /// <summary>Gets the ARN of the standard SQS queue that takes what cannot be delivered.</summary>
    /// <value>The default is null: such events are lost.</value>
    public string? DeadLetterArn { get; init; }
}
