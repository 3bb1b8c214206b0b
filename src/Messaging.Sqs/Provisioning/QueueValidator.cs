using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging.Aws;

namespace Messaging.Sqs;

/// <summary>Compares queues with what the code says, and lists everything that differs.</summary>
internal sealed class QueueValidator(IAmazonSQS client)
{
    /// <exception cref="MessagingConfigurationException">Something differs: all of it is in the message.</exception>
    public async Task ValidateAsync(IReadOnlyList<QueueDefinition> definitions, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var definition in definitions)
        {
            try
            {
                await CompareAsync(definition, problems, cancellationToken);
            }
            catch (QueueDoesNotExistException)
            {
                problems.Add($"queue '{definition.Name}' does not exist");
            }
            catch (AmazonSQSException exception) when (AwsErrors.IsAccessDenied(exception))
            {
                problems.Add($"queue '{definition.Name}' may not be read: {exception.Message}");
            }
        }

        if (problems.Count > 0)
        {
            throw new MessagingConfigurationException(
                "The queues are not as the code says:" + string.Concat(problems.Select(problem => $"\n- {problem}")) +
                "\nChange the queues or the code, or set the provisioning to Create or None.");
        }
    }

    private async Task CompareAsync(QueueDefinition definition, List<string> problems, CancellationToken cancellationToken)
    {
        var url = (await client.GetQueueUrlAsync(definition.Name, cancellationToken)).QueueUrl;
        var answer = await client.GetQueueAttributesAsync(url, ["All"], cancellationToken);
        var actual = answer.Attributes ?? [];
        var wanted = QueueAttributes.Wanted(definition, DeadLetterArn(definition, actual));
        foreach (var difference in QueueAttributes.Differences(definition, wanted, actual))
        {
            problems.Add(QueueAttributes.Describe(definition.Name, difference));
        }

        await CompareTagsAsync(definition, url, problems, cancellationToken);
    }

    // The code knows the name only; account and region are the queue's own.
    private static string? DeadLetterArn(QueueDefinition definition, Dictionary<string, string> actual) =>
        definition.DeadLetterQueue is not { } name ? null
        : Arn.TryParse(actual.GetValueOrDefault("QueueArn"), out var arn) ? (arn with { Resource = name }).ToString()
        : name;

    private async Task CompareTagsAsync(
        QueueDefinition definition, string url, List<string> problems, CancellationToken cancellationToken)
    {
        if (definition.Tags.Count == 0)
        {
            return;
        }

        var answer = await client.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = url }, cancellationToken);
        foreach (var (name, value) in definition.Tags)
        {
            var actual = answer.Tags?.GetValueOrDefault(name);
            if (actual != value)
            {
                var difference = new QueueDifference($"tag '{name}'", actual, value);
                problems.Add(QueueAttributes.Describe(definition.Name, difference));
            }
        }
    }
}
