namespace Messaging.Local;

/// <summary>A rule as a client puts it.</summary>
internal sealed record RuleRequest(string Name)
{
    public string? Bus { get; init; }

    public string? Pattern { get; init; }

    public string? Schedule { get; init; }

    public string? State { get; init; }

    public string? Description { get; init; }

    public string? RoleArn { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = EmptyMap.Value;
}
