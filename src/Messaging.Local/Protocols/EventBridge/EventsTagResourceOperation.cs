namespace Messaging.Local;

/// <summary>Sets tags of a bus or a rule.</summary>
internal sealed class EventsTagResourceOperation() : Operation("TagResource")
{
    protected override void Execute(OperationCall call)
    {
        call.Request.RequiredList("Tags");
        var tags = TagMembers.Read(call.Request);
        call.Region.Buses.WithTags(call.Request.RequiredText("ResourceARN"), known =>
        {
            BusRules.CheckTags(known.Concat(tags).Select(tag => tag.Key).Distinct(StringComparer.Ordinal).Count());
            foreach (var (key, value) in tags)
            {
                known[key] = value;
            }

            return 0;
        });
    }
}
