namespace Messaging.Local;

/// <summary>Lets a rule match events again.</summary>
internal sealed class EnableRuleOperation() : Operation("EnableRule")
{
    protected override void Execute(OperationCall call) => call.Region.Buses.Rules.SetState(
        call.Request.Text("EventBusName"), call.Request.RequiredText("Name"), RuleSettings.Enabled);
}
