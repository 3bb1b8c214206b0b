using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging.Aws;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.Sqs;

/// <summary>What opening a queue brought to light: what a channel is made of.</summary>
/// <param name="Url">The queue's URL.</param>
/// <param name="Facts">What the consuming engine needs to know.</param>
/// <param name="DeadLetterQueueUrl">Where messages are set aside; null for nowhere.</param>
/// <param name="Redrive">The queue's redrive policy; null for none.</param>
/// <param name="IsComplete">Whether the settings could be read.</param>
internal sealed record QueueReading(string Url, QueueFacts Facts, string? DeadLetterQueueUrl, RedrivePolicy? Redrive, bool IsComplete);

/// <summary>Finds a queue and reads what a consumer needs to know of it.</summary>
internal sealed class QueueFactsReader(IAmazonSQS client, ILogger? logger = null)
{
    private readonly ILogger _logger = logger ?? NullLogger.Instance;

    /// <summary>Finds the URL of a queue. A URL is taken as it is.</summary>
    /// <exception cref="MessagingConfigurationException">There is no such queue.</exception>
    public async Task<string> GetUrlAsync(QueueAddress address, CancellationToken cancellationToken)
    {
        if (address.Url is { } url)
        {
            return url;
        }

        try
        {
            var request = new GetQueueUrlRequest { QueueName = address.Name, QueueOwnerAWSAccountId = address.AccountId };
            return (await client.GetQueueUrlAsync(request, cancellationToken)).QueueUrl;
        }
        catch (QueueDoesNotExistException exception)
        {
            throw new MessagingConfigurationException(
                $"There is no queue '{address.Value}' in {Region}. Create it, set the provisioning to Create, or correct " +
                "the name, the region or the account that the application runs in.", exception);
        }
    }

    /// <summary>Reads the facts of a queue; a dead-letter queue that is given here comes before the redrive policy's.</summary>
    /// <exception cref="MessagingConfigurationException">The queue or the given dead-letter queue does not exist.</exception>
    public async Task<QueueReading> ReadAsync(
        QueueAddress address, QueueAddress? deadLetterQueue, CancellationToken cancellationToken)
    {
        var url = await GetUrlAsync(address, cancellationToken);
        var attributes = await ReadAttributesAsync(address, url, cancellationToken);
        var hasPolicy = RedrivePolicy.TryParse(attributes.GetValueOrDefault(QueueAttributes.Redrive), out var policy);
        var target = deadLetterQueue ?? (hasPolicy ? QueueAddress.Known(policy!.DeadLetterArn) : null);
        var targetUrl = target is null
            ? null
            : await GetDeadLetterUrlAsync(address, url, target, isGiven: deadLetterQueue is not null, cancellationToken);
        var facts = new QueueFacts
        {
            QueueName = address.Name,
            IsFifo = address.IsFifo,
            MaxReceives = hasPolicy ? policy!.MaxReceives : null,
            DeadLetterQueue = targetUrl is null ? null : target!.Name,
            VisibilityTimeout = int.TryParse(
                attributes.GetValueOrDefault("VisibilityTimeout"), CultureInfo.InvariantCulture, out var seconds)
                ? TimeSpan.FromSeconds(seconds)
                : null,
        };
        return new QueueReading(url, facts, targetUrl, policy, IsComplete: attributes.Count > 0);
    }

    private string Region => client.Config.RegionEndpoint?.SystemName is { } region
        ? $"region '{region}'"
        : $"region '{client.Config.AuthenticationRegion}' at {client.Config.ServiceURL}";

    private async Task<Dictionary<string, string>> ReadAttributesAsync(
        QueueAddress address, string url, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.GetQueueAttributesAsync(
                url, ["VisibilityTimeout", QueueAttributes.Redrive], cancellationToken);
            return answer.Attributes ?? [];
        }
        catch (QueueDoesNotExistException exception)
        {
            throw new MessagingConfigurationException(
                $"There is no queue '{address.Value}' in {Region}. Create it, set the provisioning to Create, or correct " +
                "the URL or the region.", exception);
        }
        catch (AmazonSQSException exception) when (AwsErrors.IsAccessDenied(exception))
        {
            SqsLog.QueueSettingsUnreadable(_logger, address.Name);
            return [];
        }
    }

    private async Task<string?> GetDeadLetterUrlAsync(
        QueueAddress queue, string queueUrl, QueueAddress target, bool isGiven, CancellationToken cancellationToken)
    {
        try
        {
            return await GetUrlAsync(target, cancellationToken);
        }
        catch (MessagingConfigurationException) when (!isGiven)
        {
            SqsLog.DeadLetterQueueMissing(_logger, queue.Name, target.Name);
            return null;
        }
        catch (AmazonSQSException exception) when (AwsErrors.IsAccessDenied(exception))
        {
            // Sending needs no permission to look the URL up, and URLs of one region differ in account and name only.
            var url = new UriBuilder(queueUrl);
            var path = url.Path.Split('/');
            path[^1] = target.Name;
            if (target.AccountId is { } account && path.Length > 2)
            {
                path[^2] = account;
            }

            url.Path = string.Join('/', path);
            return url.Uri.AbsoluteUri;
        }
    }
}
