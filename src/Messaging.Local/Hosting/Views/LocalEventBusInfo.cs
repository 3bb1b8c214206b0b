namespace Messaging.Local;

/// <summary>Describes an event bus of the embedded broker at one moment.</summary>
public sealed class LocalEventBusInfo
{
    /// <summary>Gets the region.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Gets how many events at least one rule matched, those from other buses included.</summary>
    public required long MatchedEvents { get; init; }

    /// <summary>Gets how many events no rule matched. They went nowhere, as on AWS.</summary>
    /// <remarks><see cref="LocalBroker.PeekUnmatchedEvents"/> shows the last of them.</remarks>
    public required long UnmatchedEvents { get; init; }

    /// <summary>Gets the rules in the order of their names.</summary>
    public required IReadOnlyList<LocalRuleInfo> Rules { get; init; }
}
