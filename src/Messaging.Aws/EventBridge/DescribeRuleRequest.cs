using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Reads a rule.</summary>
internal sealed class DescribeRuleRequest(string? eventBus, string rule)
    : JsonRequest<EventRule>("DescribeRule")
{
    protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("Name"u8, rule);
        writer.WriteIfSet("EventBusName"u8, eventBus);
    }

    public override EventRule Read(ref Utf8JsonReader json) => EventRuleReading.ReadRule(ref json);
}
