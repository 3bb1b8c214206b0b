namespace Messaging.Local;

/// <summary>Lets a rule match.</summary>
internal sealed class EnableRuleOperation() : Operation("EnableRule")
{
    protected override void Execute(OperationCall call)
    {
        EventMembers.WithRule(call, "Name", rule => rule.State = "ENABLED");
    }
}
