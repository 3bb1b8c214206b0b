using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Creates a rule, or replaces all of its settings.</summary>
internal sealed class PutRuleRequest(EventRule rule)
    : EventTextRequest("PutRule", "RuleArn")
{
    protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("Name"u8, rule.Name);
        writer.WriteIfSet("EventBusName"u8, rule.EventBus);
        writer.WriteIfSet("EventPattern"u8, rule.EventPattern);
        writer.WriteIfSet("ScheduleExpression"u8, rule.ScheduleExpression);
        writer.WriteIfSet("Description"u8, rule.Description);
        writer.WriteIfSet("State"u8, rule.State);
        writer.WriteIfSet("RoleArn"u8, rule.RoleArn);
        writer.WriteTags(rule.Tags);
    }
}
