namespace Messaging.Local;

/// <summary>Lists the rules of a bus by the beginning of their names.</summary>
internal sealed class ListRulesOperation() : Operation("ListRules")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        var page = call.Region.Buses.Rules.List(
            request.Text("EventBusName"), request.Text("NamePrefix"), BusMembers.ReadPage(request));
        BusMembers.WritePage(call.Result, "Rules", page, RuleMembers.Write);
    }
}
