namespace Messaging.Local;

/// <summary>Takes tags off an event bus or a rule.</summary>
internal sealed class UntagBusResourceOperation() : Operation("UntagResource")
{
    protected override void Execute(OperationCall call)
    {
        var keys = call.Request.RequiredTexts("TagKeys");
        EventMembers.WithTags(call, present => keys.Count(present.Remove));
    }
}
