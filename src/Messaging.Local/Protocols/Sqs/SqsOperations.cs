using System.Collections.Frozen;

namespace Messaging.Local;

/// <summary>The table of the operations of Amazon SQS.</summary>
internal static class SqsOperations
{
    private static readonly FrozenDictionary<string, Operation> Table = new Operation[]
    {
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
    }.ToFrozenDictionary(operation => operation.Name, StringComparer.Ordinal);

    public static Operation? Find(string name) => Table.GetValueOrDefault(name);
}
