using System.Text;

namespace Messaging.Aws;

/// <summary>Writes a topology as a Mermaid flowchart: messages, topics and buses, queues, consumers.</summary>
internal sealed class MermaidExport
{
    private readonly StringBuilder _text = new();
    private readonly ExportNames _names = ExportNames.Snake();
    private readonly HashSet<string> _drawn = new(StringComparer.Ordinal);

    private MermaidExport()
    {
    }

    public static string Write(Topology topology) => new MermaidExport().Draw(topology);

    private string Draw(Topology topology)
    {
        _text.Append("flowchart LR\n");
        foreach (var group in topology.Publications.GroupBy(item => (item.Kind, item.DestinationKey)))
        {
            Arrow(App(), Node(group.Key.Kind, group.Key.DestinationKey), string.Join("<br>", group.Select(item => item.Message)));
        }

        foreach (var subscription in topology.Subscriptions)
        {
            var endpoint = subscription.EndpointKey is { } queue ? Queue(queue) : Box("endpoint", subscription.Endpoint, null, "([", "])");
            Arrow(Node(TopologyTargetKind.Topic, subscription.TopicKey), endpoint, subscription.FilterPolicy);
            DeadLetters(Node(TopologyTargetKind.Topic, subscription.TopicKey), subscription.DeadLetterKey);
        }

        foreach (var rule in topology.Rules)
        {
            var name = Box("rule", rule.EventBus + "/" + rule.Name, rule.BusKey, "{{", "}}", rule.Name);
            Arrow(Node(TopologyTargetKind.EventBus, rule.BusKey), name, rule.Pattern);
            Arrow(name, rule.TargetKey is { } target ? Node(rule.TargetKind, target) : Box("function", rule.Target, null, "([", "])"), null);
            DeadLetters(name, rule.DeadLetterKey);
        }

        foreach (var queue in topology.Queues)
        {
            var node = Queue(queue.Key);
            if (queue.DeadLetterKey is { } dead)
            {
                Dotted(node, Queue(dead), $"after {queue.MaxReceives ?? 3} receives");
            }
        }

        foreach (var consumer in topology.Consumers)
        {
            Arrow(Queue(consumer.QueueKey), Box("consumer", consumer.Name, null, "[", "]", "consumer " + consumer.Name), string.Join("<br>", consumer.Messages));
        }

        return _text.ToString();
    }

    private string App() => Box("app", "application", null, "([", "])");

    private string Node(TopologyTargetKind kind, ResourceKey key) => kind switch
    {
        TopologyTargetKind.Topic => Box("topic", key.Name, key, ">", "]", "topic " + Label(key)),
        TopologyTargetKind.EventBus => Box("bus", key.Name, key, "[/", "/]", "event bus " + Label(key)),
        _ => Queue(key),
    };

    private string Queue(ResourceKey key) => Box("queue", key.Name, key, "[(", ")]", Label(key));

    private static string Label(ResourceKey key) => key.Region is { } region ? $"{key.Name} in {region}" : key.Name;

    private string Box(string kind, string name, ResourceKey? key, string open, string close, string? label = null)
    {
        var id = _names.Of("node", kind + "_" + name, key);
        if (_drawn.Add(id))
        {
            _text.Append("  ").Append(id).Append(open).Append('"').Append(Escape(label ?? name)).Append('"').Append(close).Append('\n');
        }

        return id;
    }

    private void Arrow(string from, string to, string? label) => Line(from, "-->", to, label);

    private void Dotted(string from, string to, string? label) => Line(from, "-.->", to, label);

    private void DeadLetters(string from, ResourceKey? queue)
    {
        if (queue is { } dead)
        {
            Dotted(from, Queue(dead), "undeliverable");
        }
    }

    private void Line(string from, string arrow, string to, string? label)
    {
        var line = string.IsNullOrEmpty(label) ? $"  {from} {arrow} {to}\n" : $"  {from} {arrow}|\"{Escape(label)}\"| {to}\n";
        if (_drawn.Add(line))
        {
            _text.Append(line);
        }
    }

    private static string Escape(string text) => text.Replace('"', '\'');
}
