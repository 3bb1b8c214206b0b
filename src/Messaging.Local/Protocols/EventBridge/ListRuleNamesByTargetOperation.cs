namespace Messaging.Local;

/// <summary>Lists the names of the rules of a bus that have a target.</summary>
internal sealed class ListRuleNamesByTargetOperation() : Operation("ListRuleNamesByTarget")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        var page = call.Region.Buses.Rules.ListNamesByTarget(
            request.Text("EventBusName"), request.RequiredText("TargetArn"), BusMembers.ReadPage(request));
        call.Result.Texts("RuleNames", page.Items);
        call.Result.Text("NextToken", page.NextToken);
    }
}
