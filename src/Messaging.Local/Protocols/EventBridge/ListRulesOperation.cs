namespace Messaging.Local;

/// <summary>Lists the rules of an event bus.</summary>
internal sealed class ListRulesOperation() : Operation("ListRules")
{
    protected override void Execute(OperationCall call)
    {
        var prefix = call.Request.Text("NamePrefix") ?? string.Empty;
        var rules = call.Region.Buses.With(call.Request.Text("EventBusName"), (bus, _) => bus.Rules.Values
            .Where(rule => rule.Name.StartsWith(prefix, StringComparison.Ordinal)).ToList());
        EventMembers.WritePage(call, "Rules", rules, EventMembers.WriteRule);
    }
}
