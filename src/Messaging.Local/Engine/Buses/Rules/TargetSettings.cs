namespace Messaging.Local;

/// <summary>What PutTargets says of one target, as it was given.</summary>
internal sealed record TargetSettings(string Id, string Arn)
{
    public string? RoleArn { get; init; }

    public string? Input { get; init; }

    public string? InputPath { get; init; }

    public IReadOnlyDictionary<string, string> Paths { get; init; } = EmptyMap.Value;

    public string? Template { get; init; }

    /// <summary>Gets whether there is an input transformer, with a template or without.</summary>
    public bool HasTransformer { get; init; }

    public string? GroupId { get; init; }

    public string? DeadLetterArn { get; init; }

    public int? RetryAttempts { get; init; }

    public int? EventAgeSeconds { get; init; }
}
