namespace Messaging.Local;

/// <summary>Deletes a rule that has no targets.</summary>
internal sealed class DeleteRuleOperation() : Operation("DeleteRule")
{
    protected override void Execute(OperationCall call) => call.Region.Buses.Rules.Delete(
        call.Request.Text("EventBusName"), call.Request.RequiredText("Name"));
}
