using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging.Aws;

namespace Messaging.Sqs;

/// <summary>Compares queues with what the code says, and lists everything that differs.</summary>
internal sealed class QueueValidator(Func<TopologyQueue, IAmazonSQS> client)
{
    public async Task ValidateAsync(
        IReadOnlyList<TopologyQueue> definitions, ProvisioningRun run, CancellationToken cancellationToken)
    {
        foreach (var definition in definitions)
        {
            try
            {
                await CompareAsync(definition, run, cancellationToken);
            }
            catch (QueueDoesNotExistException)
            {
                run.Differs($"queue '{definition.Name}' does not exist");
            }
            catch (AmazonSQSException exception) when (AwsErrors.IsAccessDenied(exception))
            {
                run.Differs($"queue '{definition.Name}' may not be read: {exception.Message}");
            }
        }
    }

    private async Task CompareAsync(TopologyQueue definition, ProvisioningRun run, CancellationToken cancellationToken)
    {
        var url = await client(definition).GetUrlAsync(definition, cancellationToken);
        var answer = await client(definition).GetQueueAttributesAsync(url, ["All"], cancellationToken);
        var actual = answer.Attributes ?? [];
        run.QueueUrls[definition] = url;
        var wanted = QueueAttributes.Wanted(definition, DeadLetterArn(definition, actual));
        foreach (var difference in QueueAttributes.Differences(definition, wanted, actual))
        {
            run.Differs(QueueAttributes.Describe(definition.Name, difference));
        }

        await CompareTagsAsync(definition, url, run, cancellationToken);
    }

    // The code knows the name only; account and region are the queue's own.
    private static string? DeadLetterArn(TopologyQueue definition, Dictionary<string, string> actual) =>
        definition.DeadLetterQueue is not { } name ? null
        : Arn.TryParse(actual.GetValueOrDefault("QueueArn"), out var arn) ? (arn with { Resource = name }).ToString()
        : name;

    private async Task CompareTagsAsync(
        TopologyQueue definition, string url, ProvisioningRun run, CancellationToken cancellationToken)
    {
        if (definition.Tags.Count == 0)
        {
            return;
        }

        var answer = await client(definition).ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = url }, cancellationToken);
        foreach (var (name, value) in definition.Tags)
        {
            var actual = answer.Tags?.GetValueOrDefault(name);
            if (actual != value)
            {
                var difference = new QueueDifference($"tag '{name}'", actual, value);
                run.Differs(QueueAttributes.Describe(definition.Name, difference));
            }
        }
    }
}
