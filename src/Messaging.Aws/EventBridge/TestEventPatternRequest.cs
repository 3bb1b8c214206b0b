using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Asks whether a pattern matches an event.</summary>
internal sealed class TestEventPatternRequest(string eventPattern, string eventJson)
    : JsonRequest<bool>("TestEventPattern")
{
    protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("EventPattern"u8, eventPattern);
        writer.WriteString("Event"u8, eventJson);
    }

    public override bool Read(ref Utf8JsonReader json)
    {
        bool? result = null;
        while (json.ReadMember())
        {
            if (json.ValueTextEquals("Result"u8))
            {
                json.Read();
                result = json.GetBoolean();
            }
            else
            {
                json.SkipValue();
            }
        }

        return result ?? throw new FormatException("The answer has no Result.");
    }
}
