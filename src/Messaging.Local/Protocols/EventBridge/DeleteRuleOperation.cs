namespace Messaging.Local;

/// <summary>Deletes a rule that has no targets, if it is there.</summary>
internal sealed class DeleteRuleOperation() : Operation("DeleteRule")
{
    protected override void Execute(OperationCall call)
    {
        call.Region.Buses.Rules.Delete(call.Request.RequiredText("Name"), call.Request.Text("EventBusName"));
    }
}
