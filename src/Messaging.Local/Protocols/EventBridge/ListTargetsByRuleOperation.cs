namespace Messaging.Local;

/// <summary>Lists the targets of a rule.</summary>
internal sealed class ListTargetsByRuleOperation() : Operation("ListTargetsByRule")
{
    protected override void Execute(OperationCall call)
    {
        var targets = EventMembers.WithRule(call, "Rule", rule => rule.Targets.ToList());
        EventMembers.WritePage(call, "Targets", targets, EventMembers.WriteTarget);
    }
}
