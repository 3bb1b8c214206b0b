namespace Messaging.Local;

/// <summary>Tags an event bus or a rule.</summary>
internal sealed class TagBusResourceOperation() : Operation("TagResource")
{
    protected override void Execute(OperationCall call)
    {
        var tags = EventMembers.ReadTags(call.Request);
        EventMembers.WithTags(call, present =>
        {
            foreach (var (key, value) in tags)
            {
                present[key] = value;
            }

            return 0;
        });
    }
}
