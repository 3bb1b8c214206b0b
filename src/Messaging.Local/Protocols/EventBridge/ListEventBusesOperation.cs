namespace Messaging.Local;

/// <summary>Lists buses by the beginning of their names.</summary>
internal sealed class ListEventBusesOperation() : Operation("ListEventBuses")
{
    protected override void Execute(OperationCall call)
    {
        var page = call.Region.Buses.List(call.Request.Text("NamePrefix"), BusMembers.ReadPage(call.Request));
        BusMembers.WritePage(call.Result, "EventBuses", page, Write);
    }

    private static void Write(ResultWriter result, EventBus bus)
    {
        result.Text("Name", bus.Name);
        result.Text("Arn", bus.Arn);
        result.Text("Description", bus.Settings.Description);
        result.Text("Policy", bus.Policy);
        result.Time("CreationTime", bus.CreatedAt);
        result.Time("LastModifiedTime", bus.ModifiedAt);
    }
}
