namespace Messaging.Local;

/// <summary>Adds targets to a rule, or replaces those with the same ids.</summary>
internal sealed class PutTargetsOperation() : Operation("PutTargets")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        var rule = request.RequiredText("Rule");
        var targets = request.RequiredList("Targets").Select(TargetMembers.Read).ToList();
        call.Region.Buses.Rules.PutTargets(request.Text("EventBusName"), rule, targets);

        // Single targets fail only by chance on AWS: what is wrong with one fails the whole request.
        call.Result.Number("FailedEntryCount", 0);
        call.Result.List<string>("FailedEntries", [], static (_, _) => { });
    }
}
