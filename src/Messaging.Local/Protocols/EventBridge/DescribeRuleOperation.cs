namespace Messaging.Local;

/// <summary>Tells what a rule is.</summary>
internal sealed class DescribeRuleOperation() : Operation("DescribeRule")
{
    protected override void Execute(OperationCall call)
    {
        var name = call.Request.RequiredText("Name");
        call.Region.Buses.With(call.Request.Text("EventBusName"), (bus, _) =>
        {
            RuleMembers.Write(call.Result, bus.GetRule(name));
            call.Result.Text("CreatedBy", call.Region.Options.AccountId);
            return 0;
        });
    }
}
