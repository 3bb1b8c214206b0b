namespace Messaging.Local;

/// <summary>Describes a subscription of a topic as it was when it was asked for.</summary>
public sealed class LocalSubscriptionInfo
{
    /// <summary>Gets the ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Gets the protocol, such as <c>sqs</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>Gets where notifications go: an ARN, a URL or an address.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Gets whether the endpoint has agreed. Others get no notifications.</summary>
    public required bool IsConfirmed { get; init; }

    /// <summary>Gets the filter policy, or null.</summary>
    public string? FilterPolicy { get; init; }
}
