namespace Messaging.Local;

/// <summary>One statement that PutPermission adds to the policy of a bus.</summary>
internal sealed record BusPermission(string StatementId, string Action, string Principal)
{
    public string? ConditionType { get; init; }

    public string? ConditionKey { get; init; }

    public string? ConditionValue { get; init; }
}
