using System.Text.Json.Nodes;
using Amazon.Runtime;
using Messaging.Aws;
using Microsoft.Extensions.Logging;

namespace Messaging.Sns;

/// <summary>Subscribes endpoints, or compares their subscriptions: one request where everything is as it should be.</summary>
internal sealed class SubscriptionProvisioner(AwsClients clients, MessagingLoggers loggers) : IProvisioner
{
    private const string Filter = "FilterPolicy";
    private const string Scope = "FilterPolicyScope";
    private const string Raw = "RawMessageDelivery";
    private const string Redrive = "RedrivePolicy";

    private readonly ILogger _logger = loggers.Create<SubscriptionProvisioner>();

    public ProvisioningStage Stage => ProvisioningStage.Subscriptions;

    public async Task ProvisionAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        foreach (var subscription in run.Topology.Subscriptions)
        {
            if (subscription.DeadLetterQueue is null)
            {
                SnsLog.NoDeadLetterQueue(_logger, subscription.Endpoint, subscription.Topic);
            }

            if (subscription.Provisioning == Provisioning.None || !HasQueues(subscription, run))
            {
                continue;
            }

            try
            {
                await EnsureAsync(subscription, run, cancellationToken);
            }
            catch (AmazonServiceException exception) when (!AwsErrors.IsTransient(exception))
            {
                throw new MessagingConfigurationException(
                    $"'{subscription.Endpoint}' could not be subscribed to topic '{subscription.Topic}': {exception.Message} Correct the " +
                    $"filter policy ({subscription.FilterPolicy ?? "none"}), allow sns:Subscribe, sns:ListSubscriptionsByTopic, " +
                    "sns:GetSubscriptionAttributes and sns:SetSubscriptionAttributes, or set the provisioning to None.", exception);
            }
        }
    }

    private async Task EnsureAsync(TopologySubscription subscription, ProvisioningRun run, CancellationToken cancellationToken)
    {
        var topic = run.Topology.Topic(subscription.TopicKey);
        var sns = (topic.Clients ?? clients.Default).TopicAdministration;
        var arn = run.TopicArns[topic];
        var endpoint = Endpoint(subscription, run);
        var wanted = Wanted(subscription, run);
        if (subscription.Provisioning == Provisioning.Validate)
        {
            await ValidateAsync(sns, subscription, arn, endpoint, wanted, run, cancellationToken);
            return;
        }

        string? subscriptionArn;
        try
        {
            subscriptionArn = await sns.SubscribeAsync(
                arn, subscription.Protocol, endpoint, NotEmpty(wanted), cancellationToken: cancellationToken);
        }
        catch (AmazonServiceException exception) when (SnsErrors.IsOtherwise(exception))
        {
            subscriptionArn = await FindAsync(sns, arn, endpoint, subscription.Protocol, cancellationToken);
        }

        // What is not there cannot be said when subscribing: a filter that the code no longer has is found by reading only.
        // And a subscription that its endpoint has not confirmed has no ARN yet; it was made with everything.
        var changes = Arn.TryParse(subscriptionArn, out _) ? await ChangeAsync(sns, subscriptionArn!, wanted, cancellationToken) : 0;
        SnsLog.SubscriptionReady(_logger, subscription.Endpoint, subscription.Topic, changes);
    }

    private static async Task<int> ChangeAsync(
        ITopicAdministration sns, string arn, Dictionary<string, string> wanted, CancellationToken cancellationToken)
    {
        var actual = await sns.GetSubscriptionAttributesAsync(arn, cancellationToken);
        if (actual.GetValueOrDefault("PendingConfirmation") == "true")
        {
            return 0;
        }

        var changes = Differences(wanted, actual);
        if (changes.Contains(Scope))
        {
            // A filter of the one scope may be none of the other, and there it lets nothing through: without any, nothing is lost meanwhile.
            await sns.SetSubscriptionAttributeAsync(arn, Filter, "", cancellationToken);
            changes = [Scope, Filter, .. changes.Except([Scope, Filter])];
        }

        foreach (var name in changes)
        {
            await sns.SetSubscriptionAttributeAsync(arn, name, wanted[name], cancellationToken);
        }

        return changes.Count;
    }

    private static async Task ValidateAsync(
        ITopicAdministration sns, TopologySubscription subscription, string topicArn, string endpoint, Dictionary<string, string> wanted,
        ProvisioningRun run, CancellationToken cancellationToken)
    {
        var who = $"subscription of '{subscription.Endpoint}' to topic '{subscription.Topic}'";
        try
        {
            if (await FindAsync(sns, topicArn, endpoint, subscription.Protocol, cancellationToken) is not { } arn)
            {
                run.Differs($"{who} does not exist");
                return;
            }

            var actual = await sns.GetSubscriptionAttributesAsync(arn, cancellationToken);
            foreach (var name in Differences(wanted, actual))
            {
                run.Differs($"{who}: {name} is {Text(actual.GetValueOrDefault(name))}, the code says {Text(wanted[name])}");
            }
        }
        catch (AmazonServiceException exception) when (SnsErrors.IsMissing(exception))
        {
            run.Differs($"{who} does not exist");
        }
    }

    private static async Task<string?> FindAsync(
        ITopicAdministration sns, string topicArn, string endpoint, string protocol, CancellationToken cancellationToken)
    {
        var all = await sns.ListSubscriptionsByTopicAsync(topicArn, cancellationToken);
        return all.FirstOrDefault(item => item.Protocol == protocol && item.Endpoint == endpoint && Arn.TryParse(item.SubscriptionArn, out _))
            ?.SubscriptionArn;
    }

    /// <summary>Looks whether the queues were found. Those that were not are on the list of what differs already.</summary>
    private static bool HasQueues(TopologySubscription subscription, ProvisioningRun run) =>
        subscription.Queues.All(queue => run.QueueArns.ContainsKey(run.Topology.Queue(queue)));

    private static string Endpoint(TopologySubscription subscription, ProvisioningRun run) => subscription.EndpointKey is { } queue
        ? run.QueueArns[run.Topology.Queue(queue)]
        : subscription.Endpoint;

    private static Dictionary<string, string> Wanted(TopologySubscription subscription, ProvisioningRun run)
    {
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal);
        if (subscription.FilterPolicy is not null)
        {
            wanted[Scope] = subscription.FiltersBody ? "MessageBody" : "MessageAttributes";
        }

        wanted[Filter] = subscription.FilterPolicy ?? "";
        if (subscription.Protocol != "lambda")
        {
            wanted[Raw] = subscription.IsRaw ? "true" : "false";
        }

        if (subscription.DeadLetterKey is { } dead)
        {
            wanted[Redrive] = new JsonObject { ["deadLetterTargetArn"] = run.QueueArns[run.Topology.Queue(dead)] }.ToJsonString(PolicyJson.Relaxed);
        }

        return wanted;
    }

    private static Dictionary<string, string> NotEmpty(Dictionary<string, string> wanted) =>
        wanted.Where(item => item.Value.Length > 0).ToDictionary(StringComparer.Ordinal);

    private static List<string> Differences(Dictionary<string, string> wanted, IReadOnlyDictionary<string, string> actual)
    {
        var differences = new List<string>();
        foreach (var (name, value) in wanted)
        {
            var present = actual.GetValueOrDefault(name);
            var isSame = name switch
            {
                Filter => PolicyJson.AreEqual(present is "{}" ? "" : present, value),
                Redrive => PolicyJson.AreEqual(present, value),
                Raw => (present ?? "false") == value,
                _ => (present ?? "MessageAttributes") == value,
            };
            if (!isSame)
            {
                differences.Add(name);
            }
        }

        return differences;
    }

    private static string Text(string? value) => string.IsNullOrEmpty(value) ? "not set" : value;
}
