namespace Messaging.Local;

/// <summary>Removes tags of a bus or a rule.</summary>
internal sealed class EventsUntagResourceOperation() : Operation("UntagResource")
{
    protected override void Execute(OperationCall call)
    {
        var keys = call.Request.RequiredTexts("TagKeys");
        call.Region.Buses.WithTags(call.Request.RequiredText("ResourceARN"), known => keys.Count(known.Remove));
    }
}
