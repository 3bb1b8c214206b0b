namespace Messaging.Local;

/// <summary>Creates an event bus.</summary>
internal sealed class CreateEventBusOperation() : Operation("CreateEventBus")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        var name = request.RequiredText("Name");
        if (request.Text("EventSourceName") is { } source)
        {
            // There are no partners here, so none of their sources.
            throw EventBridgeErrors.NotFound($"Event source {source} does not exist.");
        }

        var bus = call.Region.Buses.Create(name, BusMembers.Read(request, new BusSettings()), TagMembers.Read(request));
        call.Result.Text("EventBusArn", bus.Arn);
        BusMembers.Write(call.Result, bus.Settings);
    }
}
