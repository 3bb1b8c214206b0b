namespace Messaging.Local;

/// <summary>Makes a rule, or replaces one.</summary>
internal sealed class PutRuleOperation() : Operation("PutRule")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        call.Result.Text("RuleArn", call.Region.Buses.Rules.Put(new RuleRequest(request.RequiredText("Name"))
        {
            Bus = request.Text("EventBusName"),
            Pattern = request.Text("EventPattern"),
            Schedule = request.Text("ScheduleExpression"),
            State = request.Text("State"),
            Description = request.Text("Description"),
            RoleArn = request.Text("RoleArn"),
            Tags = EventMembers.ReadTags(request),
        }));
    }
}
