namespace Messaging.Local;

/// <summary>Lists the targets of a rule.</summary>
internal sealed class ListTargetsByRuleOperation() : Operation("ListTargetsByRule")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        var page = call.Region.Buses.Rules.ListTargets(
            request.Text("EventBusName"), request.RequiredText("Rule"), BusMembers.ReadPage(request));
        BusMembers.WritePage(call.Result, "Targets", page, TargetMembers.Write);
    }
}
