namespace Messaging.Aws;

/// <summary>One message for an Amazon SNS topic.</summary>
public sealed class TopicEntry
{
    /// <summary>Gets the text of the message, 1 to 262,144 bytes of UTF-8 with its attributes unless the topic allows more.</summary>
    public required string Message { get; init; }

    /// <summary>Gets the subject, which e-mail subscriptions show: up to 100 characters of printable ASCII.</summary>
    /// <value>The default is null: no subject.</value>
    public string? Subject { get; init; }

    /// <summary>Gets the attributes, which subscriptions filter by. Their names differ.</summary>
    /// <value>The default is no attributes.</value>
    /// <remarks>A message with more than ten is not delivered to a queue that takes raw messages.</remarks>
    public IReadOnlyList<TopicAttribute> Attributes { get; init; } = [];

    /// <summary>Gets the message group, up to 128 characters. FIFO topics need one.</summary>
    /// <value>The default is null: no group.</value>
    public string? GroupId { get; init; }

    /// <summary>Gets the deduplication id of a message to a FIFO topic, up to 128 characters.</summary>
    /// <value>The default is null: none. A FIFO topic then needs content-based deduplication.</value>
    public string? DeduplicationId { get; init; }
}
