namespace Messaging.Local;

/// <summary>Sets the policy of a bus, or adds one statement to it.</summary>
internal sealed class EventsPutPermissionOperation() : Operation("PutPermission")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        call.Region.Buses.With(request.Text("EventBusName"), (bus, now) =>
        {
            bus.ChangePolicy(
                request.Text("Policy") is { } policy
                    ? BusPolicies.Check(policy)
                    : BusPolicies.Add(bus.Policy, bus.Arn, Read(request)),
                now);
            return 0;
        });
    }

    private static BusPermission Read(RequestMembers request)
    {
        var condition = request.Structure("Condition");
        return new BusPermission(
            request.RequiredText("StatementId"), request.RequiredText("Action"), request.RequiredText("Principal"))
        {
            ConditionType = condition?.RequiredText("Type"),
            ConditionKey = condition?.RequiredText("Key"),
            ConditionValue = condition?.RequiredText("Value"),
        };
    }
}
