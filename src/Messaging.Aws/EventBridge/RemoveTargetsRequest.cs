using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Removes targets from a rule.</summary>
internal sealed class RemoveTargetsRequest(string? eventBus, string rule, IReadOnlyList<string> targetIds)
    : FailedTargetsRequest("RemoveTargets")
{
    protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("Rule"u8, rule);
        writer.WriteIfSet("EventBusName"u8, eventBus);
        writer.WriteTexts("Ids"u8, targetIds);
    }
}
