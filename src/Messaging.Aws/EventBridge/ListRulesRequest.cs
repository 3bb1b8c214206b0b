using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Lists a page of the rules of a bus.</summary>
internal sealed class ListRulesRequest(string? eventBus, string? namePrefix, string? nextToken)
    : JsonRequest<Page<EventRule>>("ListRules")
{
    protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteIfSet("EventBusName"u8, eventBus);
        writer.WriteIfSet("NamePrefix"u8, namePrefix);
        writer.WriteIfSet("NextToken"u8, nextToken);
    }

    public override Page<EventRule> Read(ref Utf8JsonReader json)
    {
        var items = new List<EventRule>();
        string? token = null;
        while (json.ReadMember())
        {
            if (json.ValueTextEquals("NextToken"u8))
            {
                token = json.ReadText();
            }
            else if (json.ValueTextEquals("Rules"u8) && json.OpenList())
            {
                while (json.ReadItem())
                {
                    items.Add(EventRuleReading.ReadRule(ref json));
                }
            }
            else
            {
                json.SkipIfName();
            }
        }

        return new Page<EventRule>(items, token);
    }
}
