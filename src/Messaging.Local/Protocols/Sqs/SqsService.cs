namespace Messaging.Local;

/// <summary>Amazon SQS: the table of its operations.</summary>
internal sealed class SqsService() : Service("sqs",
[
    new CreateQueueOperation(),
    new GetQueueUrlOperation(),
    new GetQueueAttributesOperation(),
    new SetQueueAttributesOperation(),
    new ListQueuesOperation(),
    new ListDeadLetterSourceQueuesOperation(),
    new DeleteQueueOperation(),
    new PurgeQueueOperation(),
    new SendMessageOperation(),
    new SendMessageBatchOperation(),
    new ReceiveMessageOperation(),
    new DeleteMessageOperation(),
    new DeleteMessageBatchOperation(),
    new ChangeMessageVisibilityOperation(),
    new ChangeMessageVisibilityBatchOperation(),
    new StartMessageMoveTaskOperation(),
    new CancelMessageMoveTaskOperation(),
    new ListMessageMoveTasksOperation(),
    new TagQueueOperation(),
    new UntagQueueOperation(),
    new ListQueueTagsOperation(),
    new AddPermissionOperation(),
    new RemovePermissionOperation(),
])
{
    public static SqsService Instance { get; } = new();

    public override ServiceException MissingParameter(string name) => SqsErrors.MissingParameter(name);

    public override ServiceException WrongType(string name) =>
        SqsErrors.Serialization($"The member {name} does not have the type that the operation expects.");

    public override ServiceException Malformed(string reason) => SqsErrors.Serialization(reason);

    public override ServiceException NullInMap(string name) =>
        SqsErrors.InvalidParameter($"For {name}, the parameter 'value' may not be null.");

    public override ServiceException UnknownOperation(string? name) => SqsErrors.UnknownOperation(name);

    public override ServiceException Throttled() => SqsErrors.RequestThrottled();

    public override ServiceException InternalFailure() => SqsErrors.InternalFailure();
}
