namespace Messaging.Local;

/// <summary>Removes one statement of a bus's policy, or all.</summary>
internal sealed class EventsRemovePermissionOperation() : Operation("RemovePermission")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        var statement = request.Flag("RemoveAllPermissions") == true ? null : request.RequiredText("StatementId");
        call.Region.Buses.With(request.Text("EventBusName"), (bus, now) =>
        {
            bus.ChangePolicy(statement is null ? null : BusPolicies.Remove(bus.Policy, statement), now);
            return 0;
        });
    }
}
