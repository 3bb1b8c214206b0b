namespace Messaging.Local;

/// <summary>Describes a rule.</summary>
internal sealed class DescribeRuleOperation() : Operation("DescribeRule")
{
    protected override void Execute(OperationCall call)
    {
        EventMembers.WithRule(call, "Name", rule =>
        {
            EventMembers.WriteRule(call.Result, rule);
            call.Result.Text("CreatedBy", call.Region.Options.AccountId);
            return 0;
        });
    }
}
