using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Creates a bus.</summary>
internal sealed class CreateEventBusRequest(string name, IReadOnlyDictionary<string, string>? tags)
    : EventTextRequest("CreateEventBus", "EventBusArn")
{
    protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("Name"u8, name);
        writer.WriteTags(tags);
    }
}
