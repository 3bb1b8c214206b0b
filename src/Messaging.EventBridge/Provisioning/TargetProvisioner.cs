using System.Net;
using Amazon.Runtime;
using Messaging.Aws;
using Microsoft.Extensions.Logging;

namespace Messaging.EventBridge;

/// <summary>Gives rules their targets, which by now let them deliver.</summary>
internal sealed class TargetProvisioner(AwsClients clients, TimeProvider time, MessagingLoggers loggers) : IProvisioner
{
    private readonly ILogger _logger = loggers.Create<TargetProvisioner>();

    public ProvisioningStage Stage => ProvisioningStage.Targets;

    public async Task ProvisionAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        foreach (var rule in run.Topology.Rules)
        {
            if (rule.DeadLetterQueue is null)
            {
                EventBridgeLog.NoDeadLetterQueue(_logger, rule.Name, rule.EventBus);
            }

            if (rule.Provisioning == Provisioning.None || !run.RuleArns.ContainsKey(rule) || !HasQueues(rule, run))
            {
                continue;
            }

            var bus = run.Topology.EventBus(rule.BusKey);
            var events = (bus.Clients ?? clients.Default).EventBusAdministration;
            try
            {
                await Concurrency.RetryAsync(time, () => EnsureAsync(events, bus, rule, run, cancellationToken), cancellationToken);
            }
            catch (AmazonServiceException exception) when (EventBridgeErrors.IsFinal(exception))
            {
                throw new MessagingConfigurationException(
                    $"Rule '{rule.Name}' of event bus '{rule.EventBus}' could not be given its target '{rule.Target}': {exception.Message} " +
                    "Correct its settings, allow events:PutTargets and events:ListTargetsByRule, or set the provisioning to None.", exception);
            }
        }
    }

    private async Task<bool> EnsureAsync(
        IEventBusAdministration events, TopologyEventBus bus, TopologyRule rule, ProvisioningRun run, CancellationToken cancellationToken)
    {
        var wanted = Target(rule, run);
        var all = await events.ListTargetsByRuleAsync(bus.Arn ?? bus.Name, rule.Name, cancellationToken);
        var known = all.FirstOrDefault(target => target.Id == RuleTargets.Id);
        var isSame = known is not null && known.Arn == wanted.Arn && known.MessageGroupId == wanted.MessageGroupId
            && known.InputPath == wanted.InputPath && known.DeadLetterArn == wanted.DeadLetterArn
            && known.MaximumRetryAttempts == wanted.MaximumRetryAttempts && known.MaximumEventAge == wanted.MaximumEventAge;
        if (isSame)
        {
            return true;
        }

        if (rule.Provisioning == Provisioning.Validate)
        {
            run.Differs($"rule '{rule.Name}' of event bus '{rule.EventBus}': its target '{RuleTargets.Id}' is {known?.Arn ?? "not set"}, or has other " +
                $"settings; the code says {wanted.Arn}");
            return false;
        }

        RuleTargets.CheckOwn(rule, known is null ? [] : [known], wanted.Arn);
        var refused = await events.PutTargetsAsync(bus.Arn ?? bus.Name, rule.Name, [wanted], cancellationToken);
        if (refused.Count > 0)
        {
            // A refusal within an answer is one like any other: it is tried again where somebody else was faster, and else explained.
            throw new EventBridgeException(
                $"{refused[0].Code}, {refused[0].Message}", innerException: null, ErrorType.Sender, refused[0].Code, requestId: null, HttpStatusCode.BadRequest);
        }

        EventBridgeLog.RuleReady(_logger, rule.Name, rule.EventBus, rule.Target);
        return true;
    }

    /// <summary>Looks whether the queues were found. Those that were not are on the list of what differs already.</summary>
    private static bool HasQueues(TopologyRule rule, ProvisioningRun run) =>
        rule.Queues.All(queue => run.QueueArns.ContainsKey(run.Topology.Queue(queue)));

    private static EventTarget Target(TopologyRule rule, ProvisioningRun run) => new()
    {
        Id = RuleTargets.Id,
        Arn = (rule.TargetKind, rule.TargetKey) switch
        {
            (TopologyTargetKind.Queue, { } queue) => run.QueueArns[run.Topology.Queue(queue)],
            (TopologyTargetKind.Topic, { } topic) => run.TopicArns[run.Topology.Topic(topic)],
            (TopologyTargetKind.EventBus, { } bus) => run.EventBusArns[run.Topology.EventBus(bus)],
            _ => rule.Target,
        },
        MessageGroupId = rule.MessageGroupId,
        InputPath = rule.InputPath,
        MaximumRetryAttempts = rule.MaxRetries,
        MaximumEventAge = rule.MaxEventAge,
        DeadLetterArn = rule.DeadLetterKey is { } dead ? run.QueueArns[run.Topology.Queue(dead)] : null,
    };
}
