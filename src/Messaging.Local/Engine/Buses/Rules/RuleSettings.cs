namespace Messaging.Local;

/// <summary>What the owner of a rule sets on it. Each PutRule sets all of it anew.</summary>
internal sealed record RuleSettings
{
    public string? Pattern { get; init; }

    public string? Schedule { get; init; }

    public string State { get; init; } = Enabled;

    public string? Description { get; init; }

    public string? RoleArn { get; init; }

    public const string Enabled = "ENABLED";

    public const string Disabled = "DISABLED";

    public const string EnabledWithManagement = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
}
