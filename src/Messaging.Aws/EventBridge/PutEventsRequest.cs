using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Puts up to ten events. The answer is in their order.</summary>
internal sealed class PutEventsRequest(IReadOnlyList<EventEntry> entries) : JsonRequest<IReadOnlyList<EventAnswer>>("PutEvents")
{
    public override IReadOnlyList<EventAnswer> Read(ref Utf8JsonReader json)
    {
        var answers = new List<EventAnswer>(entries.Count);
        while (json.ReadMember())
        {
            if (!json.ValueTextEquals("Entries"u8) || !json.OpenList())
            {
                json.SkipIfName();
                continue;
            }

            while (json.ReadItem())
            {
                answers.Add(ReadAnswer(ref json));
            }
        }

        return answers.Count == entries.Count
            ? answers
            : throw new FormatException($"The answer has {answers.Count} entries for {entries.Count} events.");
    }

    protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("Entries"u8);
        for (var index = 0; index < entries.Count; index++)
        {
            Write(writer, entries[index]);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, EventEntry entry)
    {
        writer.WriteStartObject();
        if (entry.Time is { } time)
        {
            writer.WriteNumber("Time"u8, time.ToUnixTimeMilliseconds() / 1000m);
        }

        writer.WriteString("Source"u8, entry.Source);
        if (entry.Resources.Count > 0)
        {
            writer.WriteTexts("Resources"u8, entry.Resources);
        }

        writer.WriteString("DetailType"u8, entry.DetailType);
        writer.WriteString("Detail"u8, entry.Detail);
        writer.WriteIfSet("EventBusName"u8, entry.EventBus);
        writer.WriteIfSet("TraceHeader"u8, entry.TraceHeader);
        writer.WriteEndObject();
    }

    private static EventAnswer ReadAnswer(ref Utf8JsonReader json)
    {
        string? eventId = null, code = null, message = null;
        while (json.ReadMember())
        {
            if (json.ValueTextEquals("EventId"u8))
            {
                eventId = json.ReadText();
            }
            else if (json.ValueTextEquals("ErrorCode"u8))
            {
                code = json.ReadText();
            }
            else if (json.ValueTextEquals("ErrorMessage"u8))
            {
                message = json.ReadText();
            }
            else
            {
                json.SkipValue();
            }
        }

        return code is null && !string.IsNullOrEmpty(eventId)
            ? EventAnswer.Accepted(eventId)
            : EventAnswer.Refused(new EntryError { Code = code ?? "InternalFailure", Message = message });
    }
}
