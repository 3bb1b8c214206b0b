namespace Messaging.Aws;

/// <summary>A rule of an Amazon EventBridge bus: which events it takes to its targets.</summary>
public sealed class EventRule
{
    /// <summary>Gets the name: 1 to 64 letters, digits and <c>.-_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the bus: a name or an ARN.</summary>
    /// <value>The default is null: the account's default bus.</value>
    public string? EventBus { get; init; }

    /// <summary>Gets the JSON of the pattern that events must match: 4,096 characters at most.</summary>
    /// <value>The default is null: the rule has a schedule.</value>
    public string? EventPattern { get; init; }

    /// <summary>Gets the schedule, such as <c>rate(5 minutes)</c>, on the default bus.</summary>
    /// <value>The default is null: the rule has a pattern.</value>
    public string? ScheduleExpression { get; init; }

    /// <summary>Gets the description.</summary>
    /// <value>The default is null: none.</value>
    public string? Description { get; init; }

    /// <summary>Gets the state: <c>ENABLED</c> or <c>DISABLED</c>, or <c>ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS</c>.</summary>
    /// <value>The default is null: enabled.</value>
    public string? State { get; init; }

    /// <summary>Gets the ARN of the role that EventBridge takes for the rule's targets.</summary>
    /// <value>The default is null: none.</value>
    public string? RoleArn { get; init; }

    /// <summary>Gets the tags.</summary>
    /// <value>The default is null: none. EventBridge does not return them with the rule.</value>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Gets the ARN of a rule that was read.</summary>
    /// <value>Null in a rule that is to be written, where it is not looked at.</value>
    public string? Arn { get; init; }
}
