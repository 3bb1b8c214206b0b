namespace Messaging.Local;

/// <summary>Sets the policy of an event bus, or adds a statement to it.</summary>
internal sealed class PutBusPermissionOperation() : Operation("PutPermission")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        call.Region.Buses.With(request.Text("EventBusName"), (bus, _) => bus.Policy = request.Text("Policy")
            ?? BusPolicies.Add(
                bus, request.RequiredText("StatementId"), request.RequiredText("Principal"), request.RequiredText("Action")));
    }
}
