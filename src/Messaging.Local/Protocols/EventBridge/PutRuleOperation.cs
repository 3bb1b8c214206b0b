namespace Messaging.Local;

/// <summary>Creates a rule, or sets all of its members anew.</summary>
internal sealed class PutRuleOperation() : Operation("PutRule")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        var settings = new RuleSettings
        {
            Pattern = NotEmpty(request.Text("EventPattern")),
            Schedule = NotEmpty(request.Text("ScheduleExpression")),
            State = request.Text("State") ?? RuleSettings.Enabled,
            Description = request.Text("Description"),
            RoleArn = request.Text("RoleArn"),
        };
        var arn = call.Region.Buses.Rules.Put(
            request.Text("EventBusName"), request.RequiredText("Name"), settings, TagMembers.Read(request));
        call.Result.Text("RuleArn", arn);
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
