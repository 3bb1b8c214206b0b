namespace Messaging.Local;

/// <summary>Changes what a request names of a bus.</summary>
internal sealed class UpdateEventBusOperation() : Operation("UpdateEventBus")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        var bus = call.Region.Buses.Change(request.Text("Name"), before => BusMembers.Read(request, before));
        call.Result.Text("Arn", bus.Arn);
        call.Result.Text("Name", bus.Name);
        BusMembers.Write(call.Result, bus.Settings);
    }
}
