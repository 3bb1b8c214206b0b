using Amazon.Runtime;
using Messaging.Aws;
using Messaging.Sqs;
using Microsoft.Extensions.Logging;

namespace Messaging.Sns;

/// <summary>Lets rules deliver to topics: merges what is granted into each topic's policy, and looks that it stayed.</summary>
internal sealed class TopicAccess(AwsClients clients, TimeProvider time, QueueAccessOptions options, MessagingLoggers loggers) : IProvisioner
{
    private const int MaxRounds = 20;

    private readonly ILogger _logger = loggers.Create<TopicAccess>();

    public ProvisioningStage Stage => ProvisioningStage.Policies;

    public async Task ProvisionAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        foreach (var group in run.TopicGrants.Where(grant => grant.Provisioning != Provisioning.None).GroupBy(grant => grant.Resource))
        {
            try
            {
                List<DeliveryGrant<TopologyTopic>> grants = [.. group];
                if (await EnsureAsync(group.Key, grants, run, cancellationToken) && options.Spread > TimeSpan.Zero)
                {
                    run.LookAgain(options.Spread, token => EnsureAsync(group.Key, grants, run, token));
                }
            }
            catch (AmazonServiceException exception) when (!AwsErrors.IsTransient(exception))
            {
                throw new MessagingConfigurationException(
                    $"The policy of topic '{group.Key.Name}' could not be read or changed: {exception.Message} Allow sns:GetTopicAttributes " +
                    "and sns:SetTopicAttributes, or set the provisioning to None and let the rules in yourself.", exception);
            }
        }
    }

    /// <returns>Whether something was written.</returns>
    private async Task<bool> EnsureAsync(
        TopologyTopic topic, List<DeliveryGrant<TopologyTopic>> grants, ProvisioningRun run, CancellationToken cancellationToken)
    {
        var sns = (topic.Clients ?? clients.Default).TopicAdministration;
        var arn = run.TopicArns[topic];
        for (var round = 0; round < MaxRounds; round++)
        {
            var attributes = await sns.GetTopicAttributesAsync(arn, cancellationToken);
            var policy = PolicyDocument.Parse(attributes.GetValueOrDefault("Policy"));
            var missing = grants.FindAll(grant => policy.Allow(grant.Service, "sns:Publish", arn, grant.SourceArn));
            if (missing.Count == 0)
            {
                return round > 0;
            }

            if (missing.TrueForAll(grant => grant.Provisioning == Provisioning.Validate))
            {
                missing.ForEach(grant => run.Differs($"topic '{topic.Name}': its policy does not let {grant.Service} deliver from '{grant.SourceArn}'"));
                return false;
            }

            await sns.SetTopicAttributeAsync(arn, "Policy", policy.ToJson(), cancellationToken);
            SnsLog.PolicyChanged(_logger, topic.Name);
            if (options.Pause > TimeSpan.Zero)
            {
                await Task.Delay(options.Pause, time, cancellationToken);
            }
        }

        throw new MessagingConfigurationException(
            $"The policy of topic '{topic.Name}' was written over {MaxRounds} times by somebody else. Stop what else writes it, " +
            "or set the provisioning to None and write the policy yourself.");
    }
}
