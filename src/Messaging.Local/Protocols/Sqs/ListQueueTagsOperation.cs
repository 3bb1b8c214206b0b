namespace Messaging.Local;

/// <summary>Lists the tags of a queue.</summary>
internal sealed class ListQueueTagsOperation() : Operation("ListQueueTags")
{
    protected override void Execute(OperationCall call)
    {
        call.Result.Map("Tags", call.Region.Queues.With(call.Queue, (queue, _) => queue.Tags.ToList()));
    }
}
