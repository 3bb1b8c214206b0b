namespace Messaging.Local;

/// <summary>Where a rule sends events, in what form, and how long it tries.</summary>
internal sealed record Target(string Id, string Arn)
{
    public string? RoleArn { get; init; }

    public string? Input { get; init; }

    public string? InputPath { get; init; }

    public InputTransformer? Transformer { get; init; }

    public string? GroupId { get; init; }

    public string? DeadLetterArn { get; init; }

    public int? MaxAttempts { get; init; }

    public int? MaxAgeSeconds { get; init; }
}
