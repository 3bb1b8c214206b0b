using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging.Aws;
using Microsoft.Extensions.Logging;

namespace Messaging.Sqs;

/// <summary>Lets topics and rules deliver to queues: merges what is granted into each queue's policy, and looks that it stayed.</summary>
/// <remarks>
/// The last writer of a policy wins, and there is no conditional write. So nobody writes what he read longer ago than half the
/// pause, everybody reads again after the whole pause, and who finds his part missing adds it again. When that ends, every
/// version of the application that started in the meantime has seen the others' parts, and deliveries may begin. Who has
/// written looks once more when the change must have spread.
/// </remarks>
internal sealed class QueueAccess(
    Func<TopologyQueue, IAmazonSQS> client, TimeProvider time, QueueAccessOptions options, ILogger logger) : IProvisioner
{
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
    private const int MaxPolicyBytes = 8192;

    private const int MaxRounds = 20;

    public ProvisioningStage Stage => ProvisioningStage.Policies;

    public async Task ProvisionAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        var groups = run.QueueGrants
            .Where(grant => grant.Provisioning != Provisioning.None)
            .GroupBy(grant => grant.Resource).ToList();
        var found = new List<IGrouping<TopologyQueue, DeliveryGrant<TopologyQueue>>>();
        foreach (var group in groups)
        {
            if (await FindAsync(group.Key, run, cancellationToken))
            {
                found.Add(group);
            }
        }

        if (await EnsureAsync(found, run, cancellationToken) && options.Spread > TimeSpan.Zero)
        {
            run.LookAgain(options.Spread, token => EnsureAsync(found, run, token));
        }
    }

    /// <summary>Adds what is missing until nothing is. Fast where nothing is missing: one request for each queue.</summary>
    /// <returns>Whether something was written.</returns>
    private async Task<bool> EnsureAsync(
        IReadOnlyList<IGrouping<TopologyQueue, DeliveryGrant<TopologyQueue>>> groups, ProvisioningRun run, CancellationToken cancellationToken)
    {
        var open = groups.ToList();
        var hasWritten = false;
        for (var round = 0; open.Count > 0; round++)
        {
            var written = new List<IGrouping<TopologyQueue, DeliveryGrant<TopologyQueue>>>();
            foreach (var group in open)
            {
                if (await MergeAsync(group, run, cancellationToken))
                {
                    written.Add(group);
                }
            }

            open = written;
            hasWritten |= open.Count > 0;
            if (open.Count > 0 && round >= MaxRounds)
            {
                throw new MessagingConfigurationException(
                    $"The policy of queue '{open[0].Key.Name}' was written over {MaxRounds} times by somebody else. " +
                    "Stop what else writes it, or set the provisioning to None and write the policy yourself.");
            }

            if (open.Count > 0 && options.Pause > TimeSpan.Zero)
            {
                await Task.Delay(options.Pause, time, cancellationToken);
            }
        }

        return hasWritten;
    }

    private async Task<bool> MergeAsync(
        IGrouping<TopologyQueue, DeliveryGrant<TopologyQueue>> group, ProvisioningRun run, CancellationToken cancellationToken)
    {
        while (true)
        {
            var started = time.GetTimestamp();
            var attributes = await ReadAsync(group.Key, run, cancellationToken);
            var policy = PolicyDocument.Parse(attributes.GetValueOrDefault("Policy"));
            var missing = group.Where(grant => policy.Allow(grant.Service, "sqs:SendMessage", run.QueueArns[group.Key], grant.SourceArn)).ToList();
            if (missing.Count == 0)
            {
                return false;
            }

            if (missing.TrueForAll(grant => grant.Provisioning == Provisioning.Validate))
            {
                missing.ForEach(grant => run.Differs($"queue '{group.Key.Name}': its policy does not let {grant.Service} deliver from '{grant.SourceArn}'"));
                return false;
            }

            if (options.Pause > TimeSpan.Zero && time.GetElapsedTime(started) > options.Pause / 2)
            {
                continue;
            }

            await WriteAsync(group.Key, policy.ToJson(), run, cancellationToken);
            return true;
        }
    }

    private async Task<bool> FindAsync(TopologyQueue queue, ProvisioningRun run, CancellationToken cancellationToken)
    {
        if (run.QueueUrls.ContainsKey(queue))
        {
            return true;
        }

        try
        {
            run.QueueUrls[queue] = await client(queue).GetUrlAsync(queue, cancellationToken);
            return true;
        }
        catch (QueueDoesNotExistException) when (queue.Provisioning == Provisioning.Validate)
        {
            // It is on the list of what differs already.
            return false;
        }
        catch (QueueDoesNotExistException exception)
        {
            throw new MessagingConfigurationException(
                $"There is no queue '{queue.Name}', to which a topic or a rule should deliver. Create it, or set its provisioning to Create.", exception);
        }
    }

    private async Task<Dictionary<string, string>> ReadAsync(TopologyQueue queue, ProvisioningRun run, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client(queue).GetQueueAttributesAsync(
                run.QueueUrls[queue], ["QueueArn", "Policy", "KmsMasterKeyId"], cancellationToken);
            var attributes = answer.Attributes ?? [];
            if (TopologyRules.IsSharedKey(attributes.GetValueOrDefault("KmsMasterKeyId")))
            {
                throw new MessagingConfigurationException(TopologyRules.SharedKeyProblem(queue.Name));
            }

            run.QueueArns[queue] = attributes.GetValueOrDefault("QueueArn")
                ?? throw new MessagingConfigurationException($"The service did not name the ARN of queue '{queue.Name}'. Start again.");
            return attributes;
        }
        catch (AmazonSQSException exception) when (!AwsErrors.IsTransient(exception))
        {
            throw Refused(queue, exception);
        }
    }

    private async Task WriteAsync(TopologyQueue queue, string policy, ProvisioningRun run, CancellationToken cancellationToken)
    {
        var size = System.Text.Encoding.UTF8.GetByteCount(policy);
        if (size > MaxPolicyBytes)
        {
            throw new MessagingConfigurationException(
                $"The policy of queue '{queue.Name}' would have {size} bytes, and SQS takes {MaxPolicyBytes}: too many topics and rules " +
                "deliver to it. Remove sources that are gone from its policy, replace those of one account by a wildcard such as " +
                "'arn:aws:sns:eu-west-1:123456789012:*', or give some of them a queue of their own.");
        }

        try
        {
            await client(queue).SetQueueAttributesAsync(
                run.QueueUrls[queue], new Dictionary<string, string> { ["Policy"] = policy }, cancellationToken);
            SqsLog.PolicyChanged(logger, queue.Name);
        }
        catch (AmazonSQSException exception) when (!AwsErrors.IsTransient(exception))
        {
            throw Refused(queue, exception);
        }
    }

    private static MessagingConfigurationException Refused(TopologyQueue queue, AmazonSQSException exception) => new(
        $"The policy of queue '{queue.Name}' could not be read or changed: {exception.Message} Allow sqs:GetQueueAttributes and " +
        "sqs:SetQueueAttributes, or set the provisioning to None and let the topics and rules in yourself.", exception);
}
