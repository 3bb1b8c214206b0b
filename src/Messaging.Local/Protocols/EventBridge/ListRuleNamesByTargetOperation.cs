namespace Messaging.Local;

/// <summary>Lists the rules that send to a target.</summary>
internal sealed class ListRuleNamesByTargetOperation() : Operation("ListRuleNamesByTarget")
{
    protected override void Execute(OperationCall call)
    {
        var names = call.Region.Buses.Rules.NamesByTarget(
            call.Request.RequiredText("TargetArn"), call.Request.Text("EventBusName"));
        call.Result.Texts("RuleNames", names, required: true);
    }
}
