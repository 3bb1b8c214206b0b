namespace Messaging.Local;

/// <summary>Tells whether an event matches a pattern.</summary>
internal sealed class TestEventPatternOperation() : Operation("TestEventPattern")
{
    protected override void Execute(OperationCall call)
    {
        var pattern = RegionRules.ReadPattern(call.Request.RequiredText("EventPattern"));
        call.Result.Flag("Result", pattern.Matches(EventMembers.ReadWholeEvent(call.Request.RequiredText("Event"))));
    }
}
