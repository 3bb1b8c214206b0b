namespace Messaging.Local;

/// <summary>Deletes a bus that has no rules.</summary>
internal sealed class DeleteEventBusOperation() : Operation("DeleteEventBus")
{
    protected override void Execute(OperationCall call) => call.Region.Buses.Delete(call.Request.RequiredText("Name"));
}
