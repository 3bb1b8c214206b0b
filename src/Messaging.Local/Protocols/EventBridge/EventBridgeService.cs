namespace Messaging.Local;

/// <summary>Amazon EventBridge: the table of its operations.</summary>
internal sealed class EventBridgeService() : Service("events",
[
    new CreateEventBusOperation(),
    new DescribeEventBusOperation(),
    new UpdateEventBusOperation(),
    new DeleteEventBusOperation(),
    new ListEventBusesOperation(),
    new EventsPutPermissionOperation(),
    new EventsRemovePermissionOperation(),
    new PutRuleOperation(),
    new DescribeRuleOperation(),
    new ListRulesOperation(),
    new ListRuleNamesByTargetOperation(),
    new EnableRuleOperation(),
    new DisableRuleOperation(),
    new DeleteRuleOperation(),
    new PutTargetsOperation(),
    new ListTargetsByRuleOperation(),
    new RemoveTargetsOperation(),
    new PutEventsOperation(),
    new TestEventPatternOperation(),
    new EventsTagResourceOperation(),
    new EventsUntagResourceOperation(),
    new EventsListTagsForResourceOperation(),
    .. UnavailableOperation.All,
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
