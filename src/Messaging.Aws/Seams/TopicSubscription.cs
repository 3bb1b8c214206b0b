namespace Messaging.Aws;

/// <summary>One subscription of an Amazon SNS topic.</summary>
public sealed class TopicSubscription
{
    /// <summary>Gets the ARN, or <c>PendingConfirmation</c> until the endpoint has confirmed.</summary>
    public required string SubscriptionArn { get; init; }

    /// <summary>Gets the ARN of the topic.</summary>
    public required string TopicArn { get; init; }

    /// <summary>Gets the kind of endpoint, such as <c>sqs</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>Gets the endpoint, such as the ARN of a queue.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Gets the account that owns the subscription.</summary>
    /// <value>Null when SNS did not say.</value>
    public string? Owner { get; init; }
}
