namespace Messaging.Local;

/// <summary>Adds tags to a queue.</summary>
internal sealed class TagQueueOperation() : Operation("TagQueue")
{
    protected override void Execute(OperationCall call)
    {
        var tags = call.Request.RequiredMap("Tags");
        call.Region.Queues.Tag(call.Queue, tags);
    }
}
