using System.Text.Json.Nodes;

namespace Messaging.Aws;

/// <summary>Writes a topology as an AWS CloudFormation template.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html</remarks>
internal sealed class CloudFormationExport
{
    private readonly Topology _topology;
    private readonly ExportNames _names = ExportNames.Pascal();
    private readonly JsonObject _resources = [];

    private CloudFormationExport(Topology topology) => _topology = topology;

    public static string Write(Topology topology) => new CloudFormationExport(topology).Write();

    private string Write()
    {
        foreach (var queue in _topology.Queues.Where(queue => queue.Key.IsHome))
        {
            _resources[QueueId(queue.Key)] = Resource("AWS::SQS::Queue", QueueProperties(queue));
        }

        foreach (var topic in _topology.Topics.Where(topic => topic.Key.IsHome))
        {
            _resources[TopicId(topic.Key)] = Resource("AWS::SNS::Topic", TopicProperties(topic));
        }

        foreach (var bus in _topology.EventBuses.Where(bus => IsOwn(bus.Key)))
        {
            _resources[BusId(bus.Key)] = Resource("AWS::Events::EventBus", Properties(("Name", bus.Name), ("Tags", Tags(bus.Tags))));
        }

        WritePolicies();
        WriteSubscriptions();
        foreach (var rule in _topology.Rules.Where(rule => rule.BusKey.IsReachedFromHome))
        {
            _resources[RuleId(rule)] = After(Resource("AWS::Events::Rule", RuleProperties(rule)), DeliveryPath.Of(rule));
            if (rule.TargetKind == TopologyTargetKind.Function)
            {
                AddPermission(RuleId(rule), rule.Target, DeliveringServices.EventBridge, GetAtt(RuleId(rule), "Arn"));
            }
        }

        var template = new JsonObject
        {
            ["AWSTemplateFormatVersion"] = "2010-09-09",
            ["Description"] = "Queues, topics, subscriptions, event buses and rules of the application.",
            ["Resources"] = _resources,
        };
        return template.ToJsonString(PolicyJson.Indented);
    }

    private JsonObject QueueProperties(TopologyQueue queue) => Properties(
        ("QueueName", queue.Name),
        ("FifoQueue", queue.IsFifo ? true : null),
        ("ContentBasedDeduplication", queue.ContentBasedDeduplication),
        ("VisibilityTimeout", Seconds(queue.VisibilityTimeout)),
        ("MessageRetentionPeriod", Seconds(queue.MessageRetention)),
        ("DelaySeconds", Seconds(queue.Delay)),
        ("KmsMasterKeyId", queue.KmsKeyId),
        ("SqsManagedSseEnabled", queue.SqsManagedSse),
        ("RedrivePolicy", queue.DeadLetterKey is { } dead
            ? new JsonObject { ["deadLetterTargetArn"] = QueueArn(dead), ["maxReceiveCount"] = queue.MaxReceives ?? 3 }
            : null),
        ("Tags", Tags(queue.Tags)));

    private static JsonObject TopicProperties(TopologyTopic topic) => Properties(
        ("TopicName", topic.Name),
        ("FifoTopic", topic.IsFifo ? true : null),
        ("KmsMasterKeyId", topic.KmsKeyId),
        ("Tags", Tags(topic.Tags)));

    private void WritePolicies()
    {
        foreach (var group in DeliveryPath.ToQueues(_topology).GroupBy(path => path.Receiver))
        {
            _resources[PolicyId(group.Key)] = Resource("AWS::SQS::QueuePolicy", new JsonObject
            {
                ["Queues"] = new JsonArray(Ref(QueueId(group.Key))),
                ["PolicyDocument"] = Policy(group, "sqs:SendMessage", () => QueueArn(group.Key)),
            });
        }

        foreach (var group in DeliveryPath.ToTopics(_topology).GroupBy(path => path.Receiver))
        {
            _resources[TopicPolicyId(group.Key)] = Resource("AWS::SNS::TopicPolicy", new JsonObject
            {
                ["Topics"] = new JsonArray(TopicArn(group.Key)),
                ["PolicyDocument"] = Policy(group, "sns:Publish", () => TopicArn(group.Key)),
            });
        }
    }

    private JsonObject Policy(IEnumerable<DeliveryPath> paths, string action, Func<JsonNode> resource)
    {
        var statements = new JsonArray();
        foreach (var service in paths.GroupBy(path => path.Topic is null ? DeliveringServices.EventBridge : DeliveringServices.Sns))
        {
            var sources = service.Select(path => path.Topic is { } topic ? TopicArn(topic) : RuleArn(path.Rule!));
            statements.Add((JsonNode)new JsonObject
            {
                ["Sid"] = DeliveringServices.StatementId(service.Key),
                ["Effect"] = "Allow",
                ["Principal"] = new JsonObject { ["Service"] = service.Key },
                ["Action"] = action,
                ["Resource"] = resource(),
                ["Condition"] = new JsonObject { ["ArnLike"] = new JsonObject { ["aws:SourceArn"] = new JsonArray([.. sources]) } },
            });
        }

        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = statements };
    }

    private void WriteSubscriptions()
    {
        foreach (var subscription in _topology.Subscriptions.Where(item => item.TopicKey.IsReachedFromHome))
        {
            var id = _names.Of(
                "resource", $"{subscription.Topic}-to-{subscription.Endpoint}", (subscription.TopicKey, subscription.EndpointKey), "Subscription");
            var resource = Resource("AWS::SNS::Subscription", Properties(
                ("TopicArn", TopicArn(subscription.TopicKey)),
                ("Protocol", subscription.Protocol),
                ("Endpoint", subscription.EndpointKey is { } queue ? QueueArn(queue) : subscription.Endpoint),
                ("RawMessageDelivery", subscription.IsRaw ? true : null),
                ("FilterPolicy", subscription.FilterPolicy is { } filter ? Json(filter) : null),
                ("FilterPolicyScope", subscription is { FilterPolicy: not null, FiltersBody: true } ? "MessageBody" : null),
                ("RedrivePolicy", subscription.DeadLetterKey is { } dead
                    ? new JsonObject { ["deadLetterTargetArn"] = QueueArn(dead) }
                    : null)));
            _resources[id] = After(resource, DeliveryPath.Of(subscription));
            if (subscription.Protocol == "lambda")
            {
                AddPermission(id, subscription.Endpoint, DeliveringServices.Sns, TopicArn(subscription.TopicKey));
            }
        }
    }

    private JsonObject RuleProperties(TopologyRule rule)
    {
        var target = Properties(
            ("Id", "messaging"),
            ("Arn", (rule.TargetKind, rule.TargetKey) switch
            {
                (TopologyTargetKind.Queue, { } queue) => QueueArn(queue),
                (TopologyTargetKind.Topic, { } topic) => TopicArn(topic),
                (TopologyTargetKind.EventBus, { } bus) => IsOwn(bus) ? GetAtt(BusId(bus), "Arn") : Elsewhere(bus, "events", "event-bus/" + bus.Name),
                _ => rule.Target,
            }),
            ("InputPath", rule.InputPath),
            ("SqsParameters", rule.MessageGroupId is { } group ? new JsonObject { ["MessageGroupId"] = group } : null),
            ("RetryPolicy", rule.MaxRetries is null && rule.MaxEventAge is null
                ? null
                : Properties(("MaximumRetryAttempts", rule.MaxRetries), ("MaximumEventAgeInSeconds", Seconds(rule.MaxEventAge)))),
            ("DeadLetterConfig", rule.DeadLetterKey is { } dead ? new JsonObject { ["Arn"] = QueueArn(dead) } : null));
        return Properties(
            ("Name", rule.Name),
            ("EventBusName", BusReference(rule.BusKey)),
            ("EventPattern", Json(rule.Pattern)),
            ("Targets", new JsonArray(target)));
    }

    /// <summary>Lets a resource wait for the policies of its receivers: what is delivered before they let it would be lost.</summary>
    private JsonObject After(JsonObject resource, IEnumerable<DeliveryPath> paths)
    {
        string[] policies = [.. paths.Where(path => path.HasPolicy).Select(path => path.IsToTopic ? TopicPolicyId(path.Receiver) : PolicyId(path.Receiver)).Distinct(StringComparer.Ordinal)];
        if (policies.Length > 0)
        {
            resource["DependsOn"] = new JsonArray([.. policies.Select(policy => JsonValue.Create(policy))]);
        }

        return resource;
    }

    private void AddPermission(string id, string function, string service, JsonNode source) =>
        _resources[id + "Permission"] = Resource("AWS::Lambda::Permission", new JsonObject
        {
            ["Action"] = "lambda:InvokeFunction",
            ["FunctionName"] = function,
            ["Principal"] = service,
            ["SourceArn"] = source,
        });

    private JsonNode BusReference(ResourceKey bus) => IsOwn(bus) ? GetAtt(BusId(bus), "Name") : JsonValue.Create(bus.Arn ?? bus.Name);

    private JsonNode QueueArn(ResourceKey queue) => queue.IsHome ? GetAtt(QueueId(queue), "Arn") : Elsewhere(queue, "sqs", queue.Name);

    private JsonNode TopicArn(ResourceKey topic) => topic.IsHome ? Ref(TopicId(topic)) : Elsewhere(topic, "sns", topic.Name);

    /// <summary>Writes out the ARN of what is not in the template, or not yet.</summary>
    private static JsonNode Elsewhere(ResourceKey key, string service, string resource) => Arn.TryParse(key.Arn, out var given)
        ? JsonValue.Create((given with { Resource = resource }).ToString())
        : new JsonObject
        {
            ["Fn::Sub"] = new Arn("${AWS::Partition}", service, key.Region ?? "${AWS::Region}", key.AccountId ?? "${AWS::AccountId}", resource).ToString(),
        };

    // Written out: the policy comes before the rule, to which it may not refer then.
    private static JsonNode RuleArn(TopologyRule rule) => Elsewhere(rule.BusKey, "events", rule.Resource);

    private static bool IsOwn(ResourceKey bus) => bus.IsHome && bus.Name != TopologyEventBus.DefaultName;

    private string QueueId(ResourceKey queue) => _names.Of("resource", "queue/" + queue.Name, queue);

    private string TopicId(ResourceKey topic) => _names.Of("resource", "topic/" + topic.Name, topic);

    private string BusId(ResourceKey bus) => _names.Of("resource", "event-bus/" + bus.Name, bus);

    private string PolicyId(ResourceKey queue) => _names.Of("resource", "queue-policy/" + queue.Name, queue);

    private string TopicPolicyId(ResourceKey topic) => _names.Of("resource", "topic-policy/" + topic.Name, topic);

    private string RuleId(TopologyRule rule) => _names.Of("resource", $"rule/{rule.EventBus}/{rule.Name}", rule.BusKey);

    private static JsonObject Ref(string id) => new() { ["Ref"] = id };

    private static JsonObject GetAtt(string id, string name) => new() { ["Fn::GetAtt"] = new JsonArray(id, name) };

    private static JsonObject Resource(string type, JsonObject properties) => new() { ["Type"] = type, ["Properties"] = properties };

    private static JsonObject Properties(params ReadOnlySpan<(string Name, JsonNode? Value)> properties)
    {
        var json = new JsonObject();
        foreach (var (name, value) in properties)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }

        return json;
    }

    // A template may hold no null. Filters and patterns may, and can be given as texts as well.
    private static JsonNode Json(string json)
    {
        var node = JsonNode.Parse(json)!;
        return HasNull(node) ? JsonValue.Create(json) : node;

        static bool HasNull(JsonNode? node) => node switch
        {
            null => true,
            JsonObject members => members.Any(member => HasNull(member.Value)),
            JsonArray items => items.Any(HasNull),
            _ => false,
        };
    }

    private static JsonArray? Tags(IReadOnlyDictionary<string, string> tags) => tags.Count == 0
        ? null
        : new JsonArray([.. tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)
            .Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]);

    private static JsonValue? Seconds(TimeSpan? time) => time is { } some ? JsonValue.Create((long)some.TotalSeconds) : null;
}
