namespace Messaging.Local;

/// <summary>Creates an event bus.</summary>
internal sealed class CreateEventBusOperation() : Operation("CreateEventBus")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        var bus = call.Region.Buses.Create(
            request.RequiredText("Name"), request.Text("Description"), EventMembers.ReadTags(request));
        call.Result.Text("EventBusArn", bus.Arn);
        call.Result.Text("Description", bus.Description);
    }
}
