namespace Messaging.Local;

/// <summary>Tags a topic.</summary>
internal sealed class TagResourceOperation() : Operation("TagResource")
{
    protected override void Execute(OperationCall call)
    {
        var tags = SnsMembers.ReadTags(call.Request);
        SnsMembers.WithTags(call, present =>
        {
            foreach (var (key, value) in tags)
            {
                present[key] = value;
            }

            return 0;
        });
    }
}
