namespace Messaging.Local;

/// <summary>Lists the tags of a bus or a rule.</summary>
internal sealed class EventsListTagsForResourceOperation() : Operation("ListTagsForResource")
{
    protected override void Execute(OperationCall call) => TagMembers.Write(
        call.Result,
        call.Region.Buses.WithTags(call.Request.RequiredText("ResourceARN"), known => known.ToList()));
}
