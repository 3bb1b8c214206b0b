namespace Messaging.Local;

/// <summary>Adds targets to a rule, or replaces those of the same ids.</summary>
internal sealed class PutTargetsOperation() : Operation("PutTargets")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        var targets = request.RequiredList("Targets").Select(EventMembers.ReadTarget).ToList();
        call.Region.Buses.Rules.PutTargets(request.RequiredText("Rule"), request.Text("EventBusName"), targets);
        EventMembers.WriteNoFailures(call.Result);
    }
}
