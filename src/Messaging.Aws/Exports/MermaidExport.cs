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
        foreach (var group in topology.Publications.GroupBy(item => (item.Kind, item.Destination)))
        {
            Arrow(App(), Node(group.Key.Kind, group.Key.Destination), string.Join("<br>", group.Select(item => item.Message)));
        }

        foreach (var subscription in topology.Subscriptions)
        {
            var endpoint = subscription.Protocol == "sqs"
                ? Queue(subscription.Endpoint)
                : Box("endpoint", subscription.Endpoint, "([", "])");
            Arrow(Node(TopologyTargetKind.Topic, subscription.Topic), endpoint, subscription.FilterPolicy);
            DeadLetters(Node(TopologyTargetKind.Topic, subscription.Topic), subscription.DeadLetterQueue);
        }

        foreach (var rule in topology.Rules)
        {
            var name = Box("rule", rule.EventBus + "/" + rule.Name, "{{", "}}", rule.Name);
            Arrow(Node(TopologyTargetKind.EventBus, rule.EventBus), name, rule.Pattern);
            Arrow(name, Node(rule.TargetKind, rule.Target), null);
            DeadLetters(name, rule.DeadLetterQueue);
        }

        foreach (var queue in topology.Queues)
        {
            var node = Queue(queue.Name);
            if (queue.DeadLetterQueue is { } dead)
            {
                Dotted(node, Queue(dead), $"after {queue.MaxReceives ?? 3} receives");
            }
        }

        foreach (var consumer in topology.Consumers)
        {
            Arrow(Queue(consumer.Queue), Box("consumer", consumer.Name, "[", "]", "consumer " + consumer.Name), string.Join("<br>", consumer.Messages));
        }

        return _text.ToString();
    }

    private string App() => Box("app", "application", "([", "])");

    private string Node(TopologyTargetKind kind, string name) => kind switch
    {
        TopologyTargetKind.Queue => Queue(name),
        TopologyTargetKind.Topic => Box("topic", name, ">", "]", "topic " + name),
        TopologyTargetKind.EventBus => Box("bus", name, "[/", "/]", "event bus " + name),
        _ => Box("function", name, "([", "])"),
    };

    private string Queue(string name) => Box("queue", name, "[(", ")]");

    private string Box(string kind, string name, string open, string close, string? label = null)
    {
        var id = _names.Of("node", kind + "_" + name);
        if (_drawn.Add(id))
        {
            _text.Append("  ").Append(id).Append(open).Append('"').Append(Escape(label ?? name)).Append('"').Append(close).Append('\n');
        }

        return id;
    }

    private void Arrow(string from, string to, string? label) => Line(from, "-->", to, label);

    private void Dotted(string from, string to, string? label) => Line(from, "-.->", to, label);

    private void DeadLetters(string from, string? queue)
    {
        if (queue is not null)
        {
            Dotted(from, Queue(queue), "undeliverable");
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
