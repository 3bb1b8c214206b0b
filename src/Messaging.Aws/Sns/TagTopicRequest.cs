namespace Messaging.Aws;

/// <summary>Tags a topic.</summary>
internal sealed class TagTopicRequest(string resourceArn, IReadOnlyDictionary<string, string> tags) : CommandRequest("TagResource")
{
    protected override void Write(QueryWriter writer)
    {
        writer.Add("ResourceArn"u8, resourceArn);
        writer.AddTags("Tags.member."u8, tags);
    }
}
