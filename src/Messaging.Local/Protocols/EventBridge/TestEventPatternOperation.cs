namespace Messaging.Local;

/// <summary>Tells whether a pattern is for an event, without a rule.</summary>
internal sealed class TestEventPatternOperation() : Operation("TestEventPattern")
{
    private static readonly string[] Required = ["id", "account", "source", "time", "region", "detail-type"];

    protected override void Execute(OperationCall call)
    {
        var pattern = call.Request.RequiredText("EventPattern");
        var text = call.Request.RequiredText("Event");
        BusRules.CheckLength("EventPattern", pattern, 0, BusLimits.PatternLength);
        if (CompactJson.Parse(text) is not { ValueKind: System.Text.Json.JsonValueKind.Object } happened
            || !Required.All(name => happened.TryGetProperty(name, out _)))
        {
            throw EventBridgeErrors.NotValid("Event");
        }

        call.Result.Flag("Result", RegionRules.Parse(pattern).Matches(EventNode.Of(happened)));
    }
}
