using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Stops a rule from matching events.</summary>
internal sealed class DisableRuleRequest(string? eventBus, string rule)
    : EventCommandRequest("DisableRule")
{
    protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("Name"u8, rule);
        writer.WriteIfSet("EventBusName"u8, eventBus);
    }
}
