namespace Messaging.Local;

/// <summary>Removes tags of a queue.</summary>
internal sealed class UntagQueueOperation() : Operation("UntagQueue")
{
    protected override void Execute(OperationCall call)
    {
        var keys = call.Request.RequiredTexts("TagKeys");
        call.Region.Queues.Untag(call.Queue, keys);
    }
}
