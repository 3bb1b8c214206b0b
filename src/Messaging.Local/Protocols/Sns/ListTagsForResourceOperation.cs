namespace Messaging.Local;

/// <summary>Lists the tags of a topic.</summary>
internal sealed class ListTagsForResourceOperation() : Operation("ListTagsForResource")
{
    protected override void Execute(OperationCall call)
    {
        var tags = SnsMembers.WithTags(call, present => present.ToList());
        call.Result.List("Tags", tags, (writer, tag) =>
        {
            writer.Text("Key", tag.Key);
            writer.Text("Value", tag.Value);
        });
    }
}
