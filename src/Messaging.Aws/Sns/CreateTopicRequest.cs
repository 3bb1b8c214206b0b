namespace Messaging.Aws;

/// <summary>Creates a topic, or finds the one of that name.</summary>
internal sealed class CreateTopicRequest(
    string name, IReadOnlyDictionary<string, string>? attributes, IReadOnlyDictionary<string, string>? tags)
    : ArnRequest("CreateTopic")
{
    protected override void Write(QueryWriter writer)
    {
        writer.Add("Name"u8, name);
        writer.AddMap("Attributes.entry."u8, attributes);
        writer.AddTags("Tags.member."u8, tags);
    }
}
