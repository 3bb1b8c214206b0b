namespace Messaging.Local;

/// <summary>Describes a rule of an event bus of the embedded broker at one moment.</summary>
public sealed class LocalRuleInfo
{
    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Gets the pattern as it was given.</summary>
    public required string EventPattern { get; init; }

    /// <summary>Gets whether the rule is enabled. A disabled one matches nothing.</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>Gets the ARNs of the targets, in the order of their ids.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>Gets how many events the rule matched.</summary>
    public required long MatchedEvents { get; init; }

    /// <summary>Gets how many deliveries to targets were given up.</summary>
    /// <value>They are in the target's dead-letter queue, or lost when it has none.</value>
    public required long FailedDeliveries { get; init; }
}
