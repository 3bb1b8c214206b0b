namespace Messaging.Local;

/// <summary>What an e-mail subscription of a topic would have sent.</summary>
public sealed class LocalEmail
{
    /// <summary>Gets the address of the subscription.</summary>
    public required string To { get; init; }

    /// <summary>Gets the ARN of the topic.</summary>
    public required string TopicArn { get; init; }

    /// <summary>Gets the subject: what was published, or <c>AWS Notification Message</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Gets the text; for the protocol <c>email-json</c> the whole envelope.</summary>
    public required string Body { get; init; }

    /// <summary>Gets when it was sent, by the broker's clock.</summary>
    public required DateTimeOffset Time { get; init; }
}
