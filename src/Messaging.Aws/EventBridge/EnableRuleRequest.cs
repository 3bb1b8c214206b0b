using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Lets a rule match events.</summary>
internal sealed class EnableRuleRequest(string? eventBus, string rule)
    : EventCommandRequest("EnableRule")
{
    protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("Name"u8, rule);
        writer.WriteIfSet("EventBusName"u8, eventBus);
    }
}
