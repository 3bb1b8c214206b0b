using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Reads a bus.</summary>
internal sealed class DescribeEventBusRequest(string? eventBus)
    : JsonRequest<EventBusDescription>("DescribeEventBus")
{
    protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteIfSet("Name"u8, eventBus);
    }

    public override EventBusDescription Read(ref Utf8JsonReader json)
    {
        string? name = null, arn = null, policy = null;
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
            else if (json.ValueTextEquals("Policy"u8))
            {
                policy = json.ReadText();
            }
            else
            {
                json.SkipValue();
            }
        }

        return new EventBusDescription
        {
            Name = name ?? throw new FormatException("The answer has no Name."),
            Arn = arn ?? throw new FormatException("The answer has no Arn."),
            Policy = string.IsNullOrEmpty(policy) ? null : policy,
        };
    }
}
