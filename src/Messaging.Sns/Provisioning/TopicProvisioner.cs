using Amazon.Runtime;
using Messaging.Aws;
using Microsoft.Extensions.Logging;

namespace Messaging.Sns;

/// <summary>Creates or compares topics, or looks whether they are there, and says which queues have to let them deliver.</summary>
internal sealed class TopicProvisioner(
    AwsClients clients, TopicArns arns, TimeProvider time, MessagingLoggers loggers) : IProvisioner
{
    private readonly ILogger _logger = loggers.Create<TopicProvisioner>();

    public ProvisioningStage Stage => ProvisioningStage.Topics;

    public async Task ProvisionAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        var needed = run.Topology.Subscriptions
            .Where(item => item.Provisioning != Provisioning.None).Select(item => item.TopicKey)
            .Concat(run.Topology.Rules
                .Where(rule => rule is { TargetKind: TopologyTargetKind.Topic, Provisioning: not Provisioning.None })
                .Select(rule => rule.TargetKey).OfType<ResourceKey>()).ToHashSet();
        foreach (var topic in run.Topology.Topics)
        {
            var set = topic.Clients ?? clients.Default;
            if (topic.Provisioning == Provisioning.None && !needed.Contains(topic.Key))
            {
                await LookAsync(topic, set, cancellationToken);
                continue;
            }

            try
            {
                run.TopicArns[topic] = topic.Provisioning switch
                {
                    Provisioning.Create => await Concurrency.RetryAsync(
                        time, () => CreateAsync(topic, set, cancellationToken), cancellationToken),
                    Provisioning.Validate => await ValidateAsync(topic, set, run, cancellationToken),
                    _ => await arns.FindAsync(set, new TopicAddress(topic.Name, topic.Arn), cancellationToken),
                };
            }
            catch (AmazonServiceException exception) when (!AwsErrors.IsTransient(exception))
            {
                throw new MessagingConfigurationException(
                    $"Topic '{topic.Name}' could not be created or read: {exception.Message} Correct its settings, allow " +
                    "sns:CreateTopic, sns:GetTopicAttributes, sns:SetTopicAttributes and sns:TagResource, or set the provisioning to None.",
                    exception);
            }
        }

        Grant(run);
    }

    private async Task<string> CreateAsync(TopologyTopic topic, AwsClientSet set, CancellationToken cancellationToken)
    {
        var sns = set.TopicAdministration;
        var attributes = topic.IsFifo ? new Dictionary<string, string> { ["FifoTopic"] = "true" } : null;
        var arn = await sns.CreateTopicAsync(topic.Name, attributes, cancellationToken: cancellationToken);
        if (topic.KmsKeyId is { } key)
        {
            await sns.SetTopicAttributeAsync(arn, "KmsMasterKeyId", key, cancellationToken);
        }

        if (topic.Tags.Count > 0)
        {
            await sns.TagTopicAsync(arn, topic.Tags, cancellationToken);
        }

        arns.Found(set, topic.Name, arn);
        SnsLog.TopicReady(_logger, topic.Name);
        return arn;
    }

    private async Task<string> ValidateAsync(
        TopologyTopic topic, AwsClientSet set, ProvisioningRun run, CancellationToken cancellationToken)
    {
        var arn = await arns.FindAsync(set, new TopicAddress(topic.Name, topic.Arn), cancellationToken);
        try
        {
            var actual = await set.TopicAdministration.GetTopicAttributesAsync(arn, cancellationToken);
            if (topic.KmsKeyId is { } key && actual.GetValueOrDefault("KmsMasterKeyId") != key)
            {
                run.Differs($"topic '{topic.Name}': KmsMasterKeyId is {actual.GetValueOrDefault("KmsMasterKeyId") ?? "not set"}, the code says {key}");
            }
        }
        catch (AmazonServiceException exception) when (SnsErrors.IsMissing(exception))
        {
            run.Differs($"topic '{topic.Name}' does not exist");
        }

        return arn;
    }

    /// <summary>Looks whether a topic is there, where that may be known. Otherwise the first publish says it.</summary>
    private async Task LookAsync(TopologyTopic topic, AwsClientSet set, CancellationToken cancellationToken)
    {
        string? arn = null;
        try
        {
            arn = await arns.FindAsync(set, new TopicAddress(topic.Name, topic.Arn), cancellationToken);
            await set.TopicAdministration.GetTopicAttributesAsync(arn, cancellationToken);
        }
        catch (AmazonServiceException exception) when (arn is not null && SnsErrors.IsMissing(exception))
        {
            throw new MessagingConfigurationException(
                $"Topic '{topic.Name}' ('{arn}') does not exist. Create it, set its provisioning to Create, or correct its name, " +
                "region or account.", exception);
        }
        catch (Exception exception) when (AwsErrors.IsRefusal(exception, cancellationToken))
        {
            SnsLog.TopicUnknown(_logger, topic.Name, exception.Message);
        }
    }

    private static void Grant(ProvisioningRun run)
    {
        foreach (var subscription in run.Topology.Subscriptions)
        {
            if (!run.TopicArns.TryGetValue(run.Topology.Topic(subscription.TopicKey), out var arn))
            {
                continue;
            }

            foreach (var queue in subscription.Queues)
            {
                run.QueueGrants.Add(new DeliveryGrant<TopologyQueue>(
                    run.Topology.Queue(queue), DeliveringServices.Sns, arn, subscription.Provisioning));
            }
        }
    }
}
