namespace Messaging.Local;

/// <summary>Removes targets from a rule.</summary>
internal sealed class RemoveTargetsOperation() : Operation("RemoveTargets")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        var failed = call.Region.Buses.Rules.RemoveTargets(
            request.Text("EventBusName"), request.RequiredText("Rule"), request.RequiredTexts("Ids"));
        call.Result.Number("FailedEntryCount", failed.Count);
        call.Result.List("FailedEntries", failed, (writer, id) =>
        {
            // That unknown ids are answered one by one is likely, code and text are not known (?).
            writer.Text("TargetId", id);
            writer.Text("ErrorCode", "ResourceNotFoundException");
            writer.Text("ErrorMessage", $"Target {id} does not exist.");
        });
    }
}
