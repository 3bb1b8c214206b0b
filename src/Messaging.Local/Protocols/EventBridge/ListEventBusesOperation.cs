namespace Messaging.Local;

/// <summary>Lists the event buses of the region.</summary>
internal sealed class ListEventBusesOperation() : Operation("ListEventBuses")
{
    protected override void Execute(OperationCall call)
    {
        var prefix = call.Request.Text("NamePrefix") ?? string.Empty;
        var buses = call.Region.Run(now => call.Region.Buses.All(now)
            .Where(bus => bus.Name.StartsWith(prefix, StringComparison.Ordinal)).ToList());
        EventMembers.WritePage(call, "EventBuses", buses, EventMembers.WriteBus);
    }
}
