using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Reads a rule: an answer of its own, or an item of a list.</summary>
internal static class EventRuleReading
{
    public static EventRule ReadRule(ref Utf8JsonReader json)
    {
        string? name = null, arn = null, bus = null, pattern = null, schedule = null, description = null, state = null, role = null;
        while (json.ReadMember())
        {
            if (json.ValueTextEquals("Name"u8))
            {
                name = json.ReadText();
            }
            else if (json.ValueTextEquals("Arn"u8))
            {
                arn = json.ReadText();
            }
            else if (json.ValueTextEquals("EventBusName"u8))
            {
                bus = json.ReadText();
            }
            else if (json.ValueTextEquals("EventPattern"u8))
            {
                pattern = json.ReadText();
            }
            else if (json.ValueTextEquals("ScheduleExpression"u8))
            {
                schedule = json.ReadText();
            }
            else if (json.ValueTextEquals("Description"u8))
            {
                description = json.ReadText();
            }
            else if (json.ValueTextEquals("State"u8))
            {
                state = json.ReadText();
            }
            else if (json.ValueTextEquals("RoleArn"u8))
            {
                role = json.ReadText();
            }
            else
            {
                json.SkipValue();
            }
        }

        return new EventRule
        {
            Name = name ?? throw new FormatException("The answer has a rule without a name."),
            Arn = arn,
            EventBus = bus,
            EventPattern = pattern,
            ScheduleExpression = schedule,
            Description = description,
            State = state,
            RoleArn = role,
        };
    }
}
