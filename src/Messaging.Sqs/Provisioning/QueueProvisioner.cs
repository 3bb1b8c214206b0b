using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging.Aws;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.Sqs;

/// <summary>Creates queues as the code wants them, or says how they differ.</summary>
internal sealed class QueueProvisioner(Func<TopologyQueue, IAmazonSQS> client, TimeProvider time, ILogger? logger = null) : IProvisioner
{
    private static readonly TimeSpan RecreatePause = TimeSpan.FromSeconds(5);

    // SQS refuses the name for 60 s.
    private static readonly TimeSpan LongestRecreate = TimeSpan.FromSeconds(65);

    private readonly ILogger _logger = logger ?? NullLogger.Instance;

    public ProvisioningStage Stage => ProvisioningStage.Queues;

    public async Task ProvisionAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        var queues = run.Topology.Queues;
        var validated = queues.Where(queue => queue.Provisioning == Provisioning.Validate).ToList();
        await new QueueValidator(client).ValidateAsync(validated, run, cancellationToken);

        foreach (var queue in queues.Where(queue => queue.Provisioning == Provisioning.Create))
        {
            await CreateAsync(queue, run, cancellationToken);
        }
    }

    private async Task CreateAsync(
        TopologyQueue definition, ProvisioningRun run, CancellationToken cancellationToken)
    {
        try
        {
            var deadLetterArn = definition.DeadLetterKey is { } key
                ? await ArnAsync(run.Topology.Queue(key), run, cancellationToken)
                : null;
            var wanted = QueueAttributes.Wanted(definition, deadLetterArn);
            var url = await CreateOrChangeAsync(definition, wanted, run.IsPatient, cancellationToken);
            if (definition.Tags.Count > 0)
            {
                // Creating a queue that is already there does not touch its tags.
                await client(definition).TagQueueAsync(
                    new TagQueueRequest { QueueUrl = url, Tags = new Dictionary<string, string>(definition.Tags) },
                    cancellationToken);
            }

            run.QueueUrls[definition] = url;
        }
        catch (AmazonSQSException exception) when (
            !AwsErrors.IsTransient(exception) && (run.IsPatient || exception is not QueueDeletedRecentlyException))
        {
            throw new MessagingConfigurationException(
                $"Queue '{definition.Name}' could not be created or changed: {exception.Message} Correct its settings, allow " +
                "sqs:CreateQueue, sqs:GetQueueUrl, sqs:GetQueueAttributes, sqs:SetQueueAttributes and sqs:TagQueue, " +
                "or set the provisioning to None.", exception);
        }
    }

    private async Task<string> CreateOrChangeAsync(
        TopologyQueue definition, Dictionary<string, string> wanted, bool isPatient, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                var request = new CreateQueueRequest { QueueName = definition.Name, Attributes = wanted };
                request.Tags = definition.Tags.Count > 0 ? new Dictionary<string, string>(definition.Tags) : null;
                return (await client(definition).CreateQueueAsync(request, cancellationToken)).QueueUrl;
            }
            catch (QueueNameExistsException)
            {
                return await ChangeAsync(definition, wanted, cancellationToken);
            }
            catch (QueueDeletedRecentlyException) when (isPatient && time.GetElapsedTime(start) + RecreatePause <= LongestRecreate)
            {
                SqsLog.QueueDeletedRecently(_logger, definition.Name);
                await Task.Delay(RecreatePause, time, cancellationToken);
            }
        }
    }

    private async Task<string> ChangeAsync(
        TopologyQueue definition, Dictionary<string, string> wanted, CancellationToken cancellationToken)
    {
        var url = await client(definition).GetUrlAsync(definition, cancellationToken);
        var actual = await client(definition).GetQueueAttributesAsync(url, ["All"], cancellationToken);
        var differences = QueueAttributes.Differences(definition, wanted, actual.Attributes ?? []);
        if (differences.Count > 0)
        {
            var changes = differences.ToDictionary(difference => difference.Attribute, difference => difference.Wanted);
            await client(definition).SetQueueAttributesAsync(url, changes, cancellationToken);
        }

        SqsLog.QueueChanged(_logger, definition.Name, differences.Count);
        return url;
    }

    private async Task<string> ArnAsync(TopologyQueue queue, ProvisioningRun run, CancellationToken cancellationToken)
    {
        if (run.QueueArns.TryGetValue(queue, out var known))
        {
            return known;
        }

        if (!run.QueueUrls.TryGetValue(queue, out var url))
        {
            url = await client(queue).GetUrlAsync(queue, cancellationToken);
            run.QueueUrls.Add(queue, url);
        }

        var answer = await client(queue).GetQueueAttributesAsync(url, ["QueueArn"], cancellationToken);
        return run.QueueArns[queue] = answer.Attributes?.GetValueOrDefault("QueueArn")
            ?? throw new MessagingConfigurationException($"The service did not name the ARN of queue '{url}'. Start again.");
    }
}
