namespace Messaging.Local;

/// <summary>Tells the attributes of a queue that are asked for.</summary>
internal sealed class GetQueueAttributesOperation() : Operation("GetQueueAttributes")
{
    protected override void Execute(OperationCall call)
    {
        var names = call.Request.Texts("AttributeNames") ?? [];
        call.Result.Map("Attributes", call.Region.Queues.Attributes(call.Queue, names));
    }
}
