using System.Globalization;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>An event on its way through buses. Its text is written once, and read once for all rules.</summary>
internal sealed class BusEvent
{
    private readonly Lazy<EventNode> _node;

    public BusEvent(string id, EventEntry entry, string account, string region, DateTime now, DateTime ingestedAt)
    {
        Id = id;
        Entry = entry;
        Account = account;
        Region = region;
        IngestedAt = ingestedAt;
        Time = Write(entry.Time ?? now);
        Text = JsonWriting.Object(json =>
        {
            json.WriteString("version", "0");
            json.WriteString("id", id);
            json.WriteString("detail-type", entry.DetailType);
            json.WriteString("source", entry.Source);
            json.WriteString("account", account);
            json.WriteString("time", Time);
            json.WriteString("region", region);
            WriteResources(json);
            json.WritePropertyName("detail");
            using var detail = JsonDocument.Parse(entry.Detail!, JsonWriting.Deep);
            detail.RootElement.WriteTo(json);
        });
        _node = new Lazy<EventNode>(() => EventNode.TryParse(Text)!);
    }

    public string Id { get; }

    public EventEntry Entry { get; }

    public string Account { get; }

    public string Region { get; }

    public string Time { get; }

    public DateTime IngestedAt { get; }

    /// <summary>Gets the event as targets get it.</summary>
    public string Text { get; }

    public EventNode Node => _node.Value;

    /// <summary>Gets how many buses have passed it on.</summary>
    public int Hops { get; init; }

    /// <summary>Returns the event as another bus gets it.</summary>
    public BusEvent PassedOn() => new(Id, Entry, Account, Region, IngestedAt, IngestedAt) { Hops = Hops + 1 };

    /// <summary>Returns the event without its detail, as input transformers name it.</summary>
    public string TextWithoutDetail() => JsonWriting.Object(json =>
    {
        json.WriteString("id", Id);
        json.WriteString("account", Account);
        json.WriteString("detailType", Entry.DetailType);
        json.WriteString("time", Time);
        json.WriteString("source", Entry.Source);
        json.WriteString("region", Region);
        WriteResources(json);
        json.WriteString("version", "0");
    });

    public static string Write(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private void WriteResources(Utf8JsonWriter json)
    {
        json.WriteStartArray("resources");
        foreach (var resource in Entry.Resources)
        {
            json.WriteStringValue(resource);
        }

        json.WriteEndArray();
    }
}
