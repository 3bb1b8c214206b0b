namespace Messaging.Local;

/// <summary>Describes a rule of an event bus as it was when it was asked for.</summary>
public sealed class LocalRuleInfo
{
    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the pattern.</summary>
    public required string EventPattern { get; init; }

    /// <summary>Gets whether it is enabled.</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>Gets how many events it has matched.</summary>
    public required long MatchedEvents { get; init; }

    /// <summary>Gets the ARNs of the targets, in the order in which they were put.</summary>
    public required IReadOnlyList<string> Targets { get; init; }
}
