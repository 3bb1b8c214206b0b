namespace Messaging.Local;

/// <summary>Takes targets off a rule.</summary>
internal sealed class RemoveTargetsOperation() : Operation("RemoveTargets")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        call.Region.Buses.Rules.RemoveTargets(
            request.RequiredText("Rule"), request.Text("EventBusName"), request.RequiredTexts("Ids"));
        EventMembers.WriteNoFailures(call.Result);
    }
}
