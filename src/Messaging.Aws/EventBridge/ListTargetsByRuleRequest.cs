using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Lists a page of the targets of a rule.</summary>
internal sealed class ListTargetsByRuleRequest(string? eventBus, string rule, string? nextToken)
    : JsonRequest<Page<EventTarget>>("ListTargetsByRule")
{
    protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("Rule"u8, rule);
        writer.WriteIfSet("EventBusName"u8, eventBus);
        writer.WriteIfSet("NextToken"u8, nextToken);
    }

    public override Page<EventTarget> Read(ref Utf8JsonReader json)
    {
        var items = new List<EventTarget>();
        string? token = null;
        while (json.ReadMember())
        {
            if (json.ValueTextEquals("NextToken"u8))
            {
                token = json.ReadText();
            }
            else if (json.ValueTextEquals("Targets"u8) && json.OpenList())
            {
                while (json.ReadItem())
                {
                    items.Add(EventTargetReading.ReadTarget(ref json));
                }
            }
            else
            {
                json.SkipIfName();
            }
        }

        return new Page<EventTarget>(items, token);
    }
}
