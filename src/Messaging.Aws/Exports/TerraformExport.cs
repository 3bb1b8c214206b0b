using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Messaging.Aws;

/// <summary>Writes a topology as a Terraform configuration for the AWS provider.</summary>
/// <remarks>https://registry.terraform.io/providers/hashicorp/aws/latest/docs</remarks>
internal sealed class TerraformExport
{
    private readonly Topology _topology;
    private readonly ExportNames _names = ExportNames.Snake();
    private readonly List<TerraformBlock> _blocks = [];
    private readonly SortedSet<string> _sources = new(StringComparer.Ordinal);

    private TerraformExport(Topology topology) => _topology = topology;

    public static string Write(Topology topology) => new TerraformExport(topology).Write();

    private string Write()
    {
        WriteQueues();
        foreach (var topic in _topology.Topics.Where(topic => topic.Key.IsHome))
        {
            Add("aws_sns_topic", topic.Name, topic.Key)
                .Set("name", TerraformBlock.Text(topic.Name))
                .Set("fifo_topic", topic.IsFifo ? "true" : null)
                .Set("kms_master_key_id", Text(topic.KmsKeyId))
                .Set("tags", Tags(topic.Tags));
        }

        foreach (var bus in _topology.EventBuses.Where(bus => IsOwn(bus.Key)))
        {
            Add("aws_cloudwatch_event_bus", bus.Name, bus.Key).Set("name", TerraformBlock.Text(bus.Name)).Set("tags", Tags(bus.Tags));
        }

        WriteRules();
        WritePolicies();
        WriteSubscriptions();
        var text = new StringBuilder();
        foreach (var block in _sources.Select(type => new TerraformBlock($"data \"{type}\" \"current\"")).Concat(_blocks))
        {
            text.Append(text.Length == 0 ? "" : "\n");
            block.WriteTo(text);
        }

        return text.ToString();
    }

    private void WriteQueues()
    {
        foreach (var queue in _topology.Queues.Where(queue => queue.Key.IsHome))
        {
            Add("aws_sqs_queue", queue.Name, queue.Key)
                .Set("name", TerraformBlock.Text(queue.Name))
                .Set("fifo_queue", queue.IsFifo ? "true" : null)
                .Set("content_based_deduplication", Truth(queue.ContentBasedDeduplication))
                .Set("visibility_timeout_seconds", Seconds(queue.VisibilityTimeout))
                .Set("message_retention_seconds", Seconds(queue.MessageRetention))
                .Set("delay_seconds", Seconds(queue.Delay))
                .Set("kms_master_key_id", Text(queue.KmsKeyId))
                .Set("sqs_managed_sse_enabled", Truth(queue.SqsManagedSse))
                .Set("redrive_policy", queue.DeadLetterKey is { } dead
                    ? Encode(("deadLetterTargetArn", QueueArn(dead)), ("maxReceiveCount", Number(queue.MaxReceives ?? 3)))
                    : null)
                .Set("tags", Tags(queue.Tags));
        }
    }

    private void WriteRules()
    {
        foreach (var rule in _topology.Rules.Where(rule => rule.BusKey.IsReachedFromHome))
        {
            Add("aws_cloudwatch_event_rule", RuleName(rule), rule.BusKey)
                .Set("name", TerraformBlock.Text(rule.Name))
                .Set("event_bus_name", BusName(rule.BusKey))
                .Set("event_pattern", Json(rule.Pattern));
            var target = Add("aws_cloudwatch_event_target", RuleName(rule), rule.BusKey)
                .Set("rule", $"{RuleReference(rule)}.name")
                .Set("event_bus_name", BusName(rule.BusKey))
                .Set("target_id", TerraformBlock.Text("messaging"))
                .Set("arn", (rule.TargetKind, rule.TargetKey) switch
                {
                    (TopologyTargetKind.Queue, { } queue) => QueueArn(queue),
                    (TopologyTargetKind.Topic, { } topic) => TopicArn(topic),
                    (TopologyTargetKind.EventBus, { } bus) => IsOwn(bus)
                        ? Reference("aws_cloudwatch_event_bus", bus) + ".arn"
                        : Elsewhere(bus, "events", "event-bus/" + bus.Name),
                    _ => TerraformBlock.Text(rule.Target),
                })
                .Set("input_path", Text(rule.InputPath))
                .Set("depends_on", Policies(DeliveryPath.Of(rule)));
            if (rule.MessageGroupId is { } group)
            {
                target.Add(new TerraformBlock("sqs_target").Set("message_group_id", TerraformBlock.Text(group)));
            }

            if (rule.MaxRetries is not null || rule.MaxEventAge is not null)
            {
                target.Add(new TerraformBlock("retry_policy")
                    .Set("maximum_event_age_in_seconds", Seconds(rule.MaxEventAge))
                    .Set("maximum_retry_attempts", rule.MaxRetries is { } retries ? Number(retries) : null));
            }

            if (rule.DeadLetterKey is { } dead)
            {
                target.Add(new TerraformBlock("dead_letter_config").Set("arn", QueueArn(dead)));
            }

            if (rule.TargetKind == TopologyTargetKind.Function)
            {
                AddPermission(RuleName(rule), rule.BusKey, rule.Target, DeliveringServices.EventBridge, $"{RuleReference(rule)}.arn");
            }
        }
    }

    private void WritePolicies()
    {
        foreach (var group in DeliveryPath.ToQueues(_topology).GroupBy(path => path.Receiver))
        {
            Add("aws_sqs_queue_policy", group.Key.Name, group.Key)
                .Set("queue_url", Reference("aws_sqs_queue", group.Key) + ".id")
                .Set("policy", Policy(group, "sqs:SendMessage", QueueArn(group.Key)));
        }

        foreach (var group in DeliveryPath.ToTopics(_topology).GroupBy(path => path.Receiver))
        {
            Add("aws_sns_topic_policy", group.Key.Name, group.Key)
                .Set("arn", TopicArn(group.Key))
                .Set("policy", Policy(group, "sns:Publish", TopicArn(group.Key)));
        }
    }

    private string Policy(IEnumerable<DeliveryPath> paths, string action, string resource)
    {
        var statements = paths.GroupBy(path => path.Topic is null ? DeliveringServices.EventBridge : DeliveringServices.Sns).Select(service =>
        {
            var sources = service.Select(path => path.Topic is { } topic ? TopicArn(topic) : RuleReference(path.Rule!) + ".arn");
            return $$"""
                {
                  Sid       = "{{DeliveringServices.StatementId(service.Key)}}"
                  Effect    = "Allow"
                  Principal = { Service = "{{service.Key}}" }
                  Action    = "{{action}}"
                  Resource  = {{resource}}
                  Condition = { ArnLike = { "aws:SourceArn" = [{{string.Join(", ", sources)}}] } }
                }
                """.ReplaceLineEndings("\n");
        });
        var list = string.Join(",\n", statements).Replace("\n", "\n    ", StringComparison.Ordinal);
        return $"jsonencode({{\n  Version = \"2012-10-17\"\n  Statement = [\n    {list}\n  ]\n}})";
    }

    private void WriteSubscriptions()
    {
        foreach (var subscription in _topology.Subscriptions.Where(item => item.TopicKey.IsReachedFromHome))
        {
            var name = $"{subscription.Topic}-to-{subscription.Endpoint}";
            var key = (subscription.TopicKey, subscription.EndpointKey);
            Add("aws_sns_topic_subscription", name, key)
                .Set("topic_arn", TopicArn(subscription.TopicKey))
                .Set("protocol", TerraformBlock.Text(subscription.Protocol))
                .Set("endpoint", subscription.EndpointKey is { } queue ? QueueArn(queue) : TerraformBlock.Text(subscription.Endpoint))
                .Set("raw_message_delivery", subscription.IsRaw ? "true" : null)
                .Set("filter_policy", subscription.FilterPolicy is { } filter ? Json(filter) : null)
                .Set("filter_policy_scope", subscription is { FilterPolicy: not null, FiltersBody: true } ? TerraformBlock.Text("MessageBody") : null)
                .Set("redrive_policy", subscription.DeadLetterKey is { } dead ? Encode(("deadLetterTargetArn", QueueArn(dead))) : null)
                .Set("depends_on", Policies(DeliveryPath.Of(subscription)));
            if (subscription.Protocol == "lambda")
            {
                AddPermission(name, key, subscription.Endpoint, DeliveringServices.Sns, TopicArn(subscription.TopicKey));
            }
        }
    }

    private void AddPermission(string name, object key, string function, string service, string source) =>
        Add("aws_lambda_permission", name, key)
            .Set("action", TerraformBlock.Text("lambda:InvokeFunction"))
            .Set("function_name", TerraformBlock.Text(function))
            .Set("principal", TerraformBlock.Text(service))
            .Set("source_arn", source);

    private TerraformBlock Add(string type, string name, object key)
    {
        var block = new TerraformBlock($"resource \"{type}\" \"{_names.Of(type, name, key)}\"");
        _blocks.Add(block);
        return block;
    }

    /// <summary>Names the policies of receivers: what is delivered before they let it would be lost.</summary>
    private string? Policies(IEnumerable<DeliveryPath> paths)
    {
        string[] policies = [.. paths
            .Where(path => path.HasPolicy)
            .Select(path => Reference(path.IsToTopic ? "aws_sns_topic_policy" : "aws_sqs_queue_policy", path.Receiver))
            .Distinct(StringComparer.Ordinal)];
        return policies.Length == 0 ? null : $"[{string.Join(", ", policies)}]";
    }

    private string Reference(string type, ResourceKey key) => $"{type}.{_names.Of(type, key.Name, key)}";

    private string QueueArn(ResourceKey queue) =>
        queue.IsHome ? Reference("aws_sqs_queue", queue) + ".arn" : Elsewhere(queue, "sqs", queue.Name);

    private string TopicArn(ResourceKey topic) =>
        topic.IsHome ? Reference("aws_sns_topic", topic) + ".arn" : Elsewhere(topic, "sns", topic.Name);

    /// <summary>Writes out the ARN of what is not in the configuration, with what the provider knows of its own account and region.</summary>
    private string Elsewhere(ResourceKey key, string service, string resource) => key.Arn is { } given
        ? TerraformBlock.Text(given)
        : '"' + new Arn(
            Current("aws_partition", "partition"), service, key.Region ?? Current("aws_region", "id"),
            key.AccountId ?? Current("aws_caller_identity", "account_id"), resource).ToString() + '"';

    private string Current(string type, string attribute)
    {
        _sources.Add(type);
        return $"${{data.{type}.current.{attribute}}}";
    }

    private string RuleReference(TopologyRule rule) =>
        "aws_cloudwatch_event_rule." + _names.Of("aws_cloudwatch_event_rule", RuleName(rule), rule.BusKey);

    private static string RuleName(TopologyRule rule) => rule.EventBus + "-" + rule.Name;

    private string? BusName(ResourceKey bus) =>
        IsOwn(bus) ? Reference("aws_cloudwatch_event_bus", bus) + ".name" : Text(bus.Arn);

    private static bool IsOwn(ResourceKey bus) => bus.IsHome && bus.Name != TopologyEventBus.DefaultName;

    private static string Encode(params ReadOnlySpan<(string Name, string Value)> members)
    {
        var width = 0;
        foreach (var (name, _) in members)
        {
            width = Math.Max(width, name.Length);
        }

        var text = new StringBuilder("jsonencode({\n");
        foreach (var (name, value) in members)
        {
            text.Append("  ").Append(name.PadRight(width)).Append(" = ").Append(value).Append('\n');
        }

        return text.Append("})").ToString();
    }

    private static string Json(string json) =>
        TerraformBlock.Text(JsonNode.Parse(json)!.ToJsonString(PolicyJson.Relaxed));

    private static string? Text(string? value) => value is null ? null : TerraformBlock.Text(value);

    private static string? Truth(bool? value) => value switch { true => "true", false => "false", null => null };

    private static string? Seconds(TimeSpan? time) => time is { } some ? Number((long)some.TotalSeconds) : null;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Tags(IReadOnlyDictionary<string, string> tags) => tags.Count == 0
        ? null
        : "{\n" + string.Concat(tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)
            .Select(tag => $"  {TerraformBlock.Text(tag.Key)} = {TerraformBlock.Text(tag.Value)}\n")) + "}";
}
