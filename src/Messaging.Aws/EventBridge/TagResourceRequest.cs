using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Tags a bus or a rule.</summary>
internal sealed class TagResourceRequest(string resourceArn, IReadOnlyDictionary<string, string> tags)
    : EventCommandRequest("TagResource")
{
    protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("ResourceARN"u8, resourceArn);
        writer.WriteTags(tags);
    }
}
