namespace Messaging.Local;

/// <summary>Stops a rule from matching events.</summary>
internal sealed class DisableRuleOperation() : Operation("DisableRule")
{
    protected override void Execute(OperationCall call) => call.Region.Buses.Rules.SetState(
        call.Request.Text("EventBusName"), call.Request.RequiredText("Name"), RuleSettings.Disabled);
}
