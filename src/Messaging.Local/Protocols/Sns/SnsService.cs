namespace Messaging.Local;

/// <summary>Amazon SNS: the table of its operations.</summary>
internal sealed class SnsService() : Service("sns",
[
    new CreateTopicOperation(),
    new DeleteTopicOperation(),
    new GetTopicAttributesOperation(),
    new SetTopicAttributesOperation(),
    new ListTopicsOperation(),
    new SubscribeOperation(),
    new ConfirmSubscriptionOperation(),
    new UnsubscribeOperation(),
    new GetSubscriptionAttributesOperation(),
    new SetSubscriptionAttributesOperation(),
    new ListSubscriptionsOperation(),
    new ListSubscriptionsByTopicOperation(),
    new PublishOperation(),
    new PublishBatchOperation(),
    new TagResourceOperation(),
    new UntagResourceOperation(),
    new ListTagsForResourceOperation(),
    new AddTopicPermissionOperation(),
    new RemoveTopicPermissionOperation(),
])
{
    public static SnsService Instance { get; } = new();

    public override ServiceException MissingParameter(string name) => SnsErrors.Null(name);

    public override ServiceException WrongType(string name) => SnsErrors.InvalidParameter(name);

    public override ServiceException Malformed(string reason) => SnsErrors.Malformed(reason);

    public override ServiceException UnknownOperation(string? name) => SnsErrors.UnknownOperation(name);

    public override ServiceException Throttled() => SnsErrors.Throttled();

    public override ServiceException InternalFailure() => SnsErrors.InternalError();
}
