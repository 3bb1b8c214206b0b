namespace Messaging.Local;

/// <summary>Describes an event bus of the broker as it was when it was asked for.</summary>
public sealed class LocalEventBusInfo
{
    /// <summary>Gets the region.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Gets how many events at least one rule has matched.</summary>
    public required long MatchedEvents { get; init; }

    /// <summary>Gets how many events no rule has matched. They are gone, as on AWS.</summary>
    public required long UnmatchedEvents { get; init; }

    /// <summary>Gets the rules by name.</summary>
    public required IReadOnlyList<LocalRuleInfo> Rules { get; init; }
}
