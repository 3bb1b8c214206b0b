namespace Messaging.Local;

/// <summary>Sets the policy of an event bus, or adds a statement to it.</summary>
internal sealed class PutBusPermissionOperation() : Operation("PutPermission")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        var policy = request.Text("Policy");
        if (policy is not null && !JsonTexts.IsObject(policy))
        {
            throw EventBridgeErrors.Validation("The policy is not valid JSON."); // (?) The text is not recorded.
        }

        call.Region.Buses.With(request.Text("EventBusName"), (bus, _) => bus.Policy = policy
            ?? BusPolicies.Add(
                bus, request.RequiredText("StatementId"), request.RequiredText("Principal"), request.RequiredText("Action")));
    }
}
