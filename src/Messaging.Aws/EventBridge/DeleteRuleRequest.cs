using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Deletes a rule without targets.</summary>
internal sealed class DeleteRuleRequest(string? eventBus, string rule)
    : EventCommandRequest("DeleteRule")
{
    protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("Name"u8, rule);
        writer.WriteIfSet("EventBusName"u8, eventBus);
    }
}
