namespace Messaging.Local;

/// <summary>Describes an event bus.</summary>
internal sealed class DescribeEventBusOperation() : Operation("DescribeEventBus")
{
    protected override void Execute(OperationCall call)
    {
        call.Region.Buses.With(call.Request.Text("Name"), (bus, _) =>
        {
            EventMembers.WriteBus(call.Result, bus);
            return 0;
        });
    }
}
