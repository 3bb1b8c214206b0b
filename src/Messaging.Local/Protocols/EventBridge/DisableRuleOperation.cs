namespace Messaging.Local;

/// <summary>Keeps a rule from matching.</summary>
internal sealed class DisableRuleOperation() : Operation("DisableRule")
{
    protected override void Execute(OperationCall call)
    {
        EventMembers.WithRule(call, "Name", rule => rule.State = "DISABLED");
    }
}
