namespace Messaging.Local;

/// <summary>Tells what a bus is; without a name, the default one.</summary>
internal sealed class DescribeEventBusOperation() : Operation("DescribeEventBus")
{
    protected override void Execute(OperationCall call) => call.Region.Buses.With(
        call.Request.Text("Name"),
        (bus, _) =>
        {
            var result = call.Result;
            result.Text("Name", bus.Name);
            result.Text("Arn", bus.Arn);
            BusMembers.Write(result, bus.Settings);
            result.Text("Policy", bus.Policy);
            result.Time("CreationTime", bus.CreatedAt);
            result.Time("LastModifiedTime", bus.ModifiedAt);
            return 0;
        });
}
