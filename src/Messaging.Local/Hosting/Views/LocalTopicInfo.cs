namespace Messaging.Local;

/// <summary>Describes a topic of the broker as it was when it was asked for.</summary>
public sealed class LocalTopicInfo
{
    /// <summary>Gets the region.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Gets the subscriptions, in the order in which they were made.</summary>
    public required IReadOnlyList<LocalSubscriptionInfo> Subscriptions { get; init; }
}
