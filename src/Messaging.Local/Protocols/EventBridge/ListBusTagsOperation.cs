namespace Messaging.Local;

/// <summary>Lists the tags of an event bus or a rule.</summary>
internal sealed class ListBusTagsOperation() : Operation("ListTagsForResource")
{
    protected override void Execute(OperationCall call)
    {
        var tags = EventMembers.WithTags(call, present => present.ToList());
        call.Result.List("Tags", tags, (writer, tag) =>
        {
            writer.Text("Key", tag.Key);
            writer.Text("Value", tag.Value);
        });
    }
}
