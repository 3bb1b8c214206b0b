using Amazon.Runtime;
using Messaging.Aws;
using Microsoft.Extensions.Logging;

namespace Messaging.EventBridge;

/// <summary>Writes rules without their targets, and says which queues and topics have to let them deliver.</summary>
internal sealed class RuleProvisioner(
    AwsClients clients, AccountIdentity account, TimeProvider time, MessagingLoggers loggers) : IProvisioner
{
    private const string Enabled = "ENABLED";

    private readonly ILogger _logger = loggers.Create<RuleProvisioner>();

    public ProvisioningStage Stage => ProvisioningStage.Rules;

    public async Task ProvisionAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        foreach (var rule in run.Topology.Rules.Where(rule => rule.Provisioning != Provisioning.None))
        {
            var bus = run.Topology.EventBus(rule.BusKey);
            var events = (bus.Clients ?? clients.Default).EventBusAdministration;
            try
            {
                var arn = await Concurrency.RetryAsync(
                    time, () => EnsureAsync(events, bus, rule, run, cancellationToken), cancellationToken);
                if (arn is not null)
                {
                    run.RuleArns[rule] = arn;
                    Grant(rule, arn, run);
                }
            }
            catch (AmazonServiceException exception) when (EventBridgeErrors.IsFinal(exception))
            {
                throw new MessagingConfigurationException(
                    $"Rule '{rule.Name}' of event bus '{rule.EventBus}' could not be written: {exception.Message} Correct its pattern " +
                    $"({rule.Pattern}), allow events:PutRule and events:DescribeRule, or set the provisioning to None.", exception);
            }
        }
    }

    private async Task<string?> EnsureAsync(
        IEventBusAdministration events, TopologyEventBus bus, TopologyRule rule, ProvisioningRun run, CancellationToken cancellationToken)
    {
        var known = await FindAsync(events, bus, rule, cancellationToken);
        var isSame = known is not null && PolicyJson.AreEqual(known.EventPattern, rule.Pattern) && known.State is null or Enabled;
        if (isSame)
        {
            return known!.Arn;
        }

        if (rule.Provisioning == Provisioning.Validate)
        {
            run.Differs(known is null
                ? $"rule '{rule.Name}' of event bus '{rule.EventBus}' does not exist"
                : $"rule '{rule.Name}' of event bus '{rule.EventBus}': its pattern is {known.EventPattern ?? "not set"} and its state " +
                  $"{known.State}, the code says {rule.Pattern} and {Enabled}");
            return known?.Arn;
        }

        if (known is not null)
        {
            RuleTargets.CheckOwn(
                rule, await events.ListTargetsByRuleAsync(bus.Arn ?? bus.Name, rule.Name, cancellationToken),
                await TargetArnAsync(rule, run, cancellationToken));
            EventBridgeLog.RuleChanges(_logger, rule.Name, rule.EventBus, known.EventPattern, known.State);
        }

        // Writing replaces everything: what the code does not know is kept.
        return await events.PutRuleAsync(
            new EventRule
            {
                Name = rule.Name,
                EventBus = bus.Arn ?? bus.Name,
                EventPattern = rule.Pattern,
                State = Enabled,
                Description = known?.Description,
                RoleArn = known?.RoleArn,
            },
            cancellationToken);
    }

    private async Task<string> TargetArnAsync(TopologyRule rule, ProvisioningRun run, CancellationToken cancellationToken) =>
        (rule.TargetKind, rule.TargetKey) switch
        {
            // The queues are asked for their ARNs later, with their policies.
            (TopologyTargetKind.Queue, { } queue) => queue.Arn
                ?? (await account.ArnAsync(queue.Clients ?? clients.Default, "sqs", queue.Name, cancellationToken)).ToString(),
            (TopologyTargetKind.Topic, { } topic) => run.TopicArns[run.Topology.Topic(topic)],
            (TopologyTargetKind.EventBus, { } bus) => run.EventBusArns[run.Topology.EventBus(bus)],
            _ => rule.Target,
        };

    private static async Task<EventRule?> FindAsync(
        IEventBusAdministration events, TopologyEventBus bus, TopologyRule rule, CancellationToken cancellationToken)
    {
        try
        {
            return await events.DescribeRuleAsync(bus.Arn ?? bus.Name, rule.Name, cancellationToken);
        }
        catch (AmazonServiceException exception) when (EventBridgeErrors.IsMissing(exception))
        {
            return null;
        }
    }

    private static void Grant(TopologyRule rule, string arn, ProvisioningRun run)
    {
        foreach (var queue in rule.Queues)
        {
            run.QueueGrants.Add(new DeliveryGrant<TopologyQueue>(
                run.Topology.Queue(queue), DeliveringServices.EventBridge, arn, rule.Provisioning));
        }

        if (rule is { TargetKind: TopologyTargetKind.Topic, TargetKey: { } topic })
        {
            run.TopicGrants.Add(new DeliveryGrant<TopologyTopic>(
                run.Topology.Topic(topic), DeliveringServices.EventBridge, arn, rule.Provisioning));
        }
    }
}
