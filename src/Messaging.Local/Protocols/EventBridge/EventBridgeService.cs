namespace Messaging.Local;

/// <summary>Amazon EventBridge: the table of its operations.</summary>
internal sealed class EventBridgeService() : Service("events",
[
    new PutEventsOperation(),
    new CreateEventBusOperation(),
    new DescribeEventBusOperation(),
    new ListEventBusesOperation(),
    new DeleteEventBusOperation(),
    new PutRuleOperation(),
    new DescribeRuleOperation(),
    new ListRulesOperation(),
    new EnableRuleOperation(),
    new DisableRuleOperation(),
    new DeleteRuleOperation(),
    new PutTargetsOperation(),
    new RemoveTargetsOperation(),
    new ListTargetsByRuleOperation(),
    new ListRuleNamesByTargetOperation(),
    new TestEventPatternOperation(),
    new PutBusPermissionOperation(),
    new RemoveBusPermissionOperation(),
    new TagBusResourceOperation(),
    new UntagBusResourceOperation(),
    new ListBusTagsOperation(),
])
{
    public static EventBridgeService Instance { get; } = new();

    public override ServiceException MissingParameter(string name) => EventBridgeErrors.Null(name);

    public override ServiceException WrongType(string name) => EventBridgeErrors.Serialization(
        $"The member {name} does not have the type that the operation expects.");

    public override ServiceException Malformed(string reason) => EventBridgeErrors.Serialization(reason);

    public override ServiceException UnknownOperation(string? name) => EventBridgeErrors.UnknownOperation();

    public override ServiceException Throttled() => EventBridgeErrors.Throttling();

    public override ServiceException InternalFailure() => EventBridgeErrors.InternalFailure();
}
