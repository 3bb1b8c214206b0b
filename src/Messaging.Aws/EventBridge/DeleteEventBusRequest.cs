using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Deletes a bus.</summary>
internal sealed class DeleteEventBusRequest(string name)
    : EventCommandRequest("DeleteEventBus")
{
    protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("Name"u8, name);
    }
}
