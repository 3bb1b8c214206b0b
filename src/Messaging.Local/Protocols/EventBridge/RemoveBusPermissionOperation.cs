namespace Messaging.Local;

/// <summary>Takes a statement out of the policy of an event bus, or all.</summary>
internal sealed class RemoveBusPermissionOperation() : Operation("RemovePermission")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        call.Region.Buses.With(request.Text("EventBusName"), (bus, _) => bus.Policy =
            request.Flag("RemoveAllPermissions") == true ? null : BusPolicies.Remove(bus, request.RequiredText("StatementId")));
    }
}
