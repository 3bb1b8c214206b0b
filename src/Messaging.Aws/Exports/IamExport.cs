using System.Text.Json.Nodes;

namespace Messaging.Aws;

/// <summary>Writes the IAM policy with the least that an application needs for its topology.</summary>
/// <remarks>https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html</remarks>
internal sealed class IamExport
{
    private readonly Topology _topology;
    private readonly TopologyExportOptions _options;
    private readonly JsonArray _statements = [];

    private IamExport(Topology topology, TopologyExportOptions options)
    {
        _topology = topology;
        _options = options;
    }

    public static string Write(Topology topology, TopologyExportOptions options) => new IamExport(topology, options).Write();

    private string Write()
    {
        var consumed = _topology.Consumers.Select(consumer => consumer.QueueKey).ToHashSet();
        Allow("Consume", ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueUrl", "sqs:GetQueueAttributes"],
            consumed.SelectMany(QueueArn));
        Allow("DeadLetter", ["sqs:SendMessage", "sqs:GetQueueUrl"],
            _topology.Queues.Where(queue => consumed.Contains(queue.Key)).Select(queue => queue.DeadLetterKey).OfType<ResourceKey>().SelectMany(QueueArn));
        Allow("Send", ["sqs:SendMessage", "sqs:GetQueueUrl"], Published(TopologyTargetKind.Queue).SelectMany(QueueArn));
        Allow("Publish", ["sns:Publish", "sns:GetTopicAttributes"], Published(TopologyTargetKind.Topic).SelectMany(TopicArn));
        Allow("PutEvents", ["events:PutEvents", "events:DescribeEventBus"], Published(TopologyTargetKind.EventBus).SelectMany(BusArn));
        Allow("AssumeRoles", ["sts:AssumeRole"], All().Select(key => key.Clients?.OtherRole).OfType<string>());
        Allow("UseKeys", ["kms:Decrypt", "kms:GenerateDataKey"], Keys());
        AllowProvisioning(Provisioning.Create);
        AllowProvisioning(Provisioning.Validate);
        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = _statements }.ToJsonString(PolicyJson.Indented);
    }

    private void AllowProvisioning(Provisioning mode)
    {
        var creates = mode == Provisioning.Create;
        var name = creates ? "Create" : "Validate";
        var queues = _topology.Queues.Where(queue => queue.Provisioning == mode).ToList();
        Allow(name + "Queues", creates ? ["sqs:GetQueueUrl", "sqs:GetQueueAttributes", "sqs:CreateQueue", "sqs:SetQueueAttributes"] : ["sqs:GetQueueUrl", "sqs:GetQueueAttributes"],
            queues.SelectMany(queue => QueueArn(queue.Key)));
        Allow(name + "QueueTags", [creates ? "sqs:TagQueue" : "sqs:ListQueueTags"],
            queues.Where(queue => queue.Tags.Count > 0).SelectMany(queue => QueueArn(queue.Key)));
        AllowTopics(mode, name, creates);
        var buses = _topology.EventBuses.Where(bus => bus.Provisioning == mode).ToList();
        Allow(name + "EventBuses", creates ? ["events:DescribeEventBus", "events:CreateEventBus"] : ["events:DescribeEventBus"],
            buses.SelectMany(bus => BusArn(bus.Key)));
        Allow(name + "EventBusTags", ["events:TagResource"], buses.Where(bus => creates && bus.Tags.Count > 0).SelectMany(bus => BusArn(bus.Key)));
        string[] rules = ["events:DescribeRule", "events:ListTargetsByRule"];
        Allow(name + "Rules", creates ? [.. rules, "events:PutRule", "events:PutTargets"] : rules,
            _topology.Rules.Where(rule => rule.Provisioning == mode).SelectMany(RuleArn));
    }

    private void AllowTopics(Provisioning mode, string name, bool creates)
    {
        var topics = _topology.Topics.Where(topic => topic.Provisioning == mode).ToList();
        Allow(name + "Topics", [creates ? "sns:CreateTopic" : "sns:GetTopicAttributes"], topics.SelectMany(topic => TopicArn(topic.Key)));
        Allow(name + "TopicTags", ["sns:TagResource"], topics.Where(topic => creates && topic.Tags.Count > 0).SelectMany(topic => TopicArn(topic.Key)));
        Allow(name + "TopicKeys", ["sns:SetTopicAttributes"], topics.Where(topic => creates && topic.KmsKeyId is not null).SelectMany(topic => TopicArn(topic.Key)));
        Allow(name + "TopicPolicies", creates ? ["sns:GetTopicAttributes", "sns:SetTopicAttributes"] : ["sns:GetTopicAttributes"],
            _topology.Rules.Where(rule => rule.Provisioning == mode && rule.TargetKind == TopologyTargetKind.Topic).Select(rule => rule.TargetKey).OfType<ResourceKey>().SelectMany(TopicArn));
        var subscribed = _topology.Subscriptions.Where(item => item.Provisioning == mode).SelectMany(item => TopicArn(item.TopicKey)).ToList();
        Allow(name + "Subscriptions", creates ? ["sns:Subscribe", "sns:ListSubscriptionsByTopic"] : ["sns:ListSubscriptionsByTopic"], subscribed);
        // A subscription has an ARN of its own below its topic's, and it is the topic that AWS looks at by its documentation.
        Allow(name + "SubscriptionAttributes", creates ? ["sns:GetSubscriptionAttributes", "sns:SetSubscriptionAttributes"] : ["sns:GetSubscriptionAttributes"],
            subscribed.Concat(subscribed.Select(topic => topic + ":*")));
    }

    private void Allow(string id, string[] actions, IEnumerable<string> resources)
    {
        string[] sorted = [.. resources.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (sorted.Length > 0)
        {
            _statements.Add((JsonNode)new JsonObject
            {
                ["Sid"] = id,
                ["Effect"] = "Allow",
                ["Action"] = Texts(actions),
                ["Resource"] = Texts(sorted),
            });
        }
    }

    private IEnumerable<ResourceKey> Published(TopologyTargetKind kind) =>
        _topology.Publications.Where(item => item.Kind == kind).Select(item => item.DestinationKey);

    // Only the ARN of a key can stand in a policy; a key that is named otherwise is granted by the account.
    private IEnumerable<string> Keys() => _topology.Queues.Where(queue => queue.Key.IsOwnIdentity).Select(queue => queue.KmsKeyId)
        .Concat(_topology.Topics.Where(topic => topic.Key.IsOwnIdentity).Select(topic => topic.KmsKeyId))
        .OfType<string>().Where(Arn.LooksLikeArn);

    private IEnumerable<ResourceKey> All() => _topology.Queues.Select(queue => queue.Key)
        .Concat(_topology.Topics.Select(topic => topic.Key)).Concat(_topology.EventBuses.Select(bus => bus.Key));

    private IEnumerable<string> QueueArn(ResourceKey queue) => Make(queue, "sqs", queue.Name);

    private IEnumerable<string> TopicArn(ResourceKey topic) => Make(topic, "sns", topic.Name);

    private IEnumerable<string> BusArn(ResourceKey bus) => Make(bus, "events", "event-bus/" + bus.Name);

    private IEnumerable<string> RuleArn(TopologyRule rule) => Make(rule.BusKey, "events", rule.Resource);

    /// <summary>Makes the ARN of what the application itself reaches. What a role reaches for it is for the role's own policy.</summary>
    private IEnumerable<string> Make(ResourceKey key, string service, string resource)
    {
        var arn = Arn.TryParse(key.Arn, out var given)
            ? given with { Resource = resource }
            : new Arn(_options.Partition, service, key.Region ?? _options.Region, _options.AccountId, resource);
        return key.IsOwnIdentity ? [arn.ToString()] : [];
    }

    private static JsonArray Texts(string[] texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
