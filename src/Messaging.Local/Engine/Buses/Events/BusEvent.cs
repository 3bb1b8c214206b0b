using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>One event on its way from a bus to targets. The JSON of it is made once, for all rules.</summary>
internal sealed class BusEvent
{
    private JsonElement? _root;
    private EventNode? _node;
    private string? _json;

    public required string Id { get; init; }

    public required string Source { get; init; }

    public required string DetailType { get; init; }

    public required string Account { get; init; }

    public required string Region { get; init; }

    public required DateTime Time { get; init; }

    /// <summary>Gets when the first bus got it.</summary>
    public required DateTime ReceivedAt { get; init; }

    public required IReadOnlyList<string> Resources { get; init; }

    /// <summary>Gets the detail as compact JSON.</summary>
    public required string Detail { get; init; }

    public string? TraceHeader { get; init; }

    /// <summary>Gets the event as targets get it.</summary>
    public string Json => _json ??= Write();

    /// <summary>Gets the event as patterns read it.</summary>
    public EventNode Node => _node ??= EventNode.Of(Root);

    public JsonElement Root => _root ??= Parse(Json);

    /// <summary>Gets the event without its detail, as <c>&lt;aws.events.event&gt;</c> has it.</summary>
    public JsonElement WithoutDetail
    {
        get
        {
            var json = new StringBuilder("{");
            Append(json, "id", Id).Append(',');
            Append(json, "account", Account).Append(',');
            Append(json, "detailType", DetailType).Append(',');
            Append(json, "time", Format(Time)).Append(',');
            Append(json, "source", Source).Append(',');
            Append(json, "region", Region).Append(',');
            AppendResources(json).Append(',');
            Append(json, "version", "0").Append('}');
            return Parse(json.ToString());
        }
    }

    public static string Format(DateTime time) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private string Write()
    {
        var json = new StringBuilder("{", Detail.Length + 256);
        Append(json, "version", "0").Append(',');
        Append(json, "id", Id).Append(',');
        Append(json, "detail-type", DetailType).Append(',');
        Append(json, "source", Source).Append(',');
        Append(json, "account", Account).Append(',');
        Append(json, "time", Format(Time)).Append(',');
        Append(json, "region", Region).Append(',');
        return AppendResources(json).Append(",\"detail\":").Append(Detail).Append('}').ToString();
    }

    private StringBuilder AppendResources(StringBuilder json)
    {
        json.Append("\"resources\":[");
        for (var at = 0; at < Resources.Count; at++)
        {
            json.Append(at > 0 ? "," : string.Empty);
            CompactJson.WriteText(json, Resources[at]);
        }

        return json.Append(']');
    }

    private static StringBuilder Append(StringBuilder json, string name, string value)
    {
        json.Append('"').Append(name).Append("\":");
        CompactJson.WriteText(json, value);
        return json;
    }

    private static JsonElement Parse(string json) => CompactJson.Parse(json)
        ?? throw new InvalidOperationException("An event that was accepted is JSON.");
}
