using System.Text;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>Fills a template with parts of the event.</summary>
internal sealed class InputTransformer(InputTemplate template, IReadOnlyDictionary<string, JsonPath> paths) : TargetInput
{
    private const string RuleArn = "aws.events.rule-arn";
    private const string RuleName = "aws.events.rule-name";
    private const string IngestionTime = "aws.events.event.ingestion-time";
    private const string EventWithDetail = "aws.events.event.json";
    private const string Event = "aws.events.event";

    /// <summary>Returns whether every template may name this, whatever its paths are.</summary>
    public static bool IsPredefined(string name) =>
        name is RuleArn or RuleName or IngestionTime or EventWithDetail or Event;

    public override string? Write(BusEvent happened, EventRule rule) => template.Fill(name => name switch
    {
        _ when paths.TryGetValue(name, out var path) => path.Find(happened.Root),
        RuleArn => Text(rule.Arn),
        RuleName => Text(rule.Name),
        IngestionTime => Text(BusEvent.Format(happened.ReceivedAt)),
        EventWithDetail => happened.Root,
        Event => happened.WithoutDetail,
        _ => null,
    });

    private static JsonElement? Text(string text)
    {
        var json = new StringBuilder();
        CompactJson.WriteText(json, text);
        return CompactJson.Parse(json.ToString());
    }
}
