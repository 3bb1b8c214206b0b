using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging.Aws;
using Messaging.Sqs;
using Microsoft.Extensions.Logging;

namespace Messaging.Lambda;

/// <summary>
/// Reaches the queue that a message came from, and where its dead letters go, when that is first needed: most invocations
/// make no request at all.
/// </summary>
internal sealed class SourceQueue(EventSource source, string? deadLetterQueue, string function, SqsClients clients, ILogger logger)
{
    private readonly Lock _lock = new();
    private Task<SqsQueueChannel?>? _opening;
    private bool _hasFailed;

    /// <summary>Opens the queue, or returns null when it cannot be reached; the next call tries again.</summary>
    public Task<SqsQueueChannel?> OpenAsync()
    {
        lock (_lock)
        {
            if (_opening is null || _hasFailed)
            {
                _hasFailed = false;
                _opening = Task.Run(TryOpenAsync);
            }

            return _opening;
        }
    }

    private QueueAddress? DeadLetters => deadLetterQueue is null ? null : QueueAddress.Parse(deadLetterQueue);

    private async Task<SqsQueueChannel?> TryOpenAsync()
    {
        try
        {
            return source.Service == EventService.Sqs ? await OpenQueueAsync() : await OpenDeadLettersAsync();
        }
        catch (Exception exception)
        {
            LambdaLog.QueueUnreachable(logger, source.Name, function, exception);
            lock (_lock)
            {
                _hasFailed = true;
            }

            return null;
        }
    }

    private async Task<SqsQueueChannel> OpenQueueAsync()
    {
        var url = await UrlAsync(QueueAddress.Known(source.Arn));
        var queue = await new QueueFactsReader(clients.Client, logger).ReadAsync(
            QueueAddress.Parse(url), DeadLetters, CancellationToken.None);
        return new SqsQueueChannel(clients.Client, queue.Url, queue.Facts, queue.DeadLetterQueueUrl);
    }

    /// <summary>Topics and buses have no queue to give back to; only a dead-letter queue that was named can be used.</summary>
    private async Task<SqsQueueChannel> OpenDeadLettersAsync()
    {
        var letters = DeadLetters;
        var url = letters is null ? null : await UrlAsync(letters);
        var facts = new QueueFacts { QueueName = source.Name, IsFifo = letters?.IsFifo == true, DeadLetterQueue = letters?.Name };
        return new SqsQueueChannel(clients.Client, url ?? string.Empty, facts, url);
    }

    private async Task<string> UrlAsync(QueueAddress address)
    {
        try
        {
            return await new QueueFactsReader(clients.Client, logger).GetUrlAsync(address, CancellationToken.None);
        }
        catch (AmazonSQSException exception) when (AwsErrors.IsAccessDenied(exception) && address.AccountId is not null)
        {
            // The usual role of a function does not allow GetQueueUrl; the parts of the ARN are the URL's.
            var endpoint = clients.Client.DetermineServiceOperationEndpoint(new GetQueueUrlRequest { QueueName = address.Name });
            return new Uri(new Uri(endpoint.URL), $"/{address.AccountId}/{address.Name}").AbsoluteUri;
        }
    }
}
