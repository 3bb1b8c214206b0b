namespace Messaging.Local;

/// <summary>Changes attributes of a queue.</summary>
internal sealed class SetQueueAttributesOperation() : Operation("SetQueueAttributes")
{
    protected override void Execute(OperationCall call)
    {
        call.Region.Queues.Change(call.Queue, call.Request.RequiredMap("Attributes"));
    }
}
