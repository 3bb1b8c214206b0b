using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging.Aws;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.Sqs;

/// <summary>Creates queues as the code wants them, or says how they differ.</summary>
internal sealed class QueueProvisioner(IAmazonSQS client, TimeProvider time, ILogger? logger = null)
{
    private static readonly TimeSpan RecreatePause = TimeSpan.FromSeconds(5);

    // SQS refuses the name for 60 s.
    private static readonly TimeSpan LongestRecreate = TimeSpan.FromSeconds(65);

    private readonly ILogger _logger = logger ?? NullLogger.Instance;

    public async Task EnsureAsync(
        IReadOnlyList<QueueDefinition> definitions, Provisioning provisioning, CancellationToken cancellationToken)
    {
        if (provisioning == Provisioning.None)
        {
            return;
        }

        var all = WithDeadLetterQueues(definitions);
        if (provisioning == Provisioning.Validate)
        {
            await new QueueValidator(client).ValidateAsync(all, cancellationToken);
            return;
        }

        var arns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var definition in all)
        {
            await CreateAsync(definition, arns, all, cancellationToken);
        }
    }

    // Dead-letter queues come before the queues that name them.
    private static List<QueueDefinition> WithDeadLetterQueues(IReadOnlyList<QueueDefinition> definitions)
    {
        var byName = new Dictionary<string, QueueDefinition>(StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            byName[definition.Name] = definition;
        }

        var ordered = new List<QueueDefinition>();
        var placed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var definition in byName.Values)
        {
            Place(definition);
        }

        return ordered;

        void Place(QueueDefinition definition)
        {
            if (!placed.Add(definition.Name))
            {
                return;
            }

            if (definition.DeadLetterQueue is { } name)
            {
                Place(byName.GetValueOrDefault(name) ?? DeadLetterQueueOf(definition, name));
            }

            ordered.Add(definition);
        }
    }

    private static QueueDefinition DeadLetterQueueOf(QueueDefinition source, string name)
    {
        var definition = new QueueDefinition
        {
            Name = name,
            // A message keeps its age when it is moved; anything shorter would lose it unseen.
            MessageRetention = SqsLimits.MaxRetention,
            KmsKeyId = source.KmsKeyId,
            SqsManagedSse = source.SqsManagedSse,
            Tags = source.Tags,
        };
        return definition.IsFifo == source.IsFifo
            ? definition
            : throw new MessagingConfigurationException(
                $"Queue '{source.Name}' and its dead-letter queue '{name}' are not of one type. Both are FIFO (their " +
                "names end with '.fifo') or neither is. Rename the dead-letter queue.");
    }

    private async Task CreateAsync(
        QueueDefinition definition, Dictionary<string, string> arns, List<QueueDefinition> all, CancellationToken cancellationToken)
    {
        try
        {
            var deadLetterArn = definition.DeadLetterQueue is { } name ? arns.GetValueOrDefault(name) : null;
            var wanted = QueueAttributes.Wanted(definition, deadLetterArn);
            var url = await CreateOrChangeAsync(definition, wanted, cancellationToken);
            if (definition.Tags.Count > 0)
            {
                // Creating a queue that is already there does not touch its tags.
                await client.TagQueueAsync(
                    new TagQueueRequest { QueueUrl = url, Tags = new Dictionary<string, string>(definition.Tags) },
                    cancellationToken);
            }

            if (all.Exists(other => other.DeadLetterQueue == definition.Name))
            {
                arns[definition.Name] = await ArnAsync(url, cancellationToken);
            }
        }
        catch (AmazonSQSException exception) when (!AwsErrors.IsTransient(exception))
        {
            throw new MessagingConfigurationException(
                $"Queue '{definition.Name}' could not be created or changed: {exception.Message} Correct its settings, allow " +
                "sqs:CreateQueue, sqs:GetQueueUrl, sqs:GetQueueAttributes, sqs:SetQueueAttributes and sqs:TagQueue, " +
                "or set the provisioning to None.", exception);
        }
    }

    private async Task<string> CreateOrChangeAsync(
        QueueDefinition definition, Dictionary<string, string> wanted, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                var request = new CreateQueueRequest { QueueName = definition.Name, Attributes = wanted };
                request.Tags = definition.Tags.Count > 0 ? new Dictionary<string, string>(definition.Tags) : null;
                return (await client.CreateQueueAsync(request, cancellationToken)).QueueUrl;
            }
            catch (QueueNameExistsException)
            {
                return await ChangeAsync(definition, wanted, cancellationToken);
            }
            catch (QueueDeletedRecentlyException) when (time.GetElapsedTime(start) + RecreatePause <= LongestRecreate)
            {
                SqsLog.QueueDeletedRecently(_logger, definition.Name);
                await Task.Delay(RecreatePause, time, cancellationToken);
            }
        }
    }

    private async Task<string> ChangeAsync(
        QueueDefinition definition, Dictionary<string, string> wanted, CancellationToken cancellationToken)
    {
        var url = (await client.GetQueueUrlAsync(definition.Name, cancellationToken)).QueueUrl;
        var actual = await client.GetQueueAttributesAsync(url, ["All"], cancellationToken);
        var differences = QueueAttributes.Differences(definition, wanted, actual.Attributes ?? []);
        if (differences.Count > 0)
        {
            var changes = differences.ToDictionary(difference => difference.Attribute, difference => difference.Wanted);
            await client.SetQueueAttributesAsync(url, changes, cancellationToken);
        }

        SqsLog.QueueChanged(_logger, definition.Name, differences.Count);
        return url;
    }

    private async Task<string> ArnAsync(string url, CancellationToken cancellationToken)
    {
        var answer = await client.GetQueueAttributesAsync(url, ["QueueArn"], cancellationToken);
        return answer.Attributes?.GetValueOrDefault("QueueArn")
            ?? throw new MessagingConfigurationException($"The service did not name the ARN of queue '{url}'. Start again.");
    }
}
