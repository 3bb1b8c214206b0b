using System.Collections.ObjectModel;
using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Messaging.Sqs;

/// <summary>One SQS queue, and the dead-letter queue that copies go to, as a consumer sees them.</summary>
internal sealed class SqsQueueChannel(
    IAmazonSQS client, string queueUrl, QueueFacts facts, string? deadLetterQueueUrl) : IQueueChannel
{
    private static readonly List<string> Everything = ["All"];

    public QueueFacts Facts => facts;

    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        int count, TimeSpan wait, TimeSpan visibility, CancellationToken cancellationToken)
    {
        var response = await client.ReceiveMessageAsync(
            new ReceiveMessageRequest
            {
                QueueUrl = queueUrl,
                MaxNumberOfMessages = Math.Clamp(count, 1, SqsLimits.MaxBatchEntries),
                WaitTimeSeconds = SqsLimits.Seconds(wait, SqsLimits.MaxReceiveWait),
                VisibilityTimeout = SqsLimits.Seconds(visibility, SqsLimits.MaxVisibility),
                MessageSystemAttributeNames = Everything,
                MessageAttributeNames = Everything,
            },
            cancellationToken);
        return response.Messages is { Count: > 0 } messages ? messages.ConvertAll(Read) : [];
    }

    public async Task<IReadOnlyList<EntryFailure?>> DeleteAsync(
        IReadOnlyList<string> receiptHandles, CancellationToken cancellationToken)
    {
        var entries = new List<DeleteMessageBatchRequestEntry>(receiptHandles.Count);
        foreach (var receiptHandle in receiptHandles)
        {
            entries.Add(new DeleteMessageBatchRequestEntry
            {
                Id = BatchEntries.Id(entries.Count),
                ReceiptHandle = receiptHandle,
            });
        }

        var response = await client.DeleteMessageBatchAsync(
            new DeleteMessageBatchRequest { QueueUrl = queueUrl, Entries = entries }, cancellationToken);
        return BatchEntries.Answers(entries.Count, (response.Successful ?? []).Select(entry => entry.Id), response.Failed);
    }

    public async Task<IReadOnlyList<EntryFailure?>> ChangeVisibilityAsync(
        IReadOnlyList<VisibilityChange> changes, CancellationToken cancellationToken)
    {
        var entries = new List<ChangeMessageVisibilityBatchRequestEntry>(changes.Count);
        foreach (var change in changes)
        {
            entries.Add(new ChangeMessageVisibilityBatchRequestEntry
            {
                Id = BatchEntries.Id(entries.Count),
                ReceiptHandle = change.ReceiptHandle,
                VisibilityTimeout = SqsLimits.Seconds(change.Visibility, SqsLimits.MaxVisibility),
            });
        }

        var response = await client.ChangeMessageVisibilityBatchAsync(
            new ChangeMessageVisibilityBatchRequest { QueueUrl = queueUrl, Entries = entries }, cancellationToken);
        return BatchEntries.Answers(entries.Count, (response.Successful ?? []).Select(entry => entry.Id), response.Failed);
    }

    public async Task CopyToDeadLetterQueueAsync(
        ReceivedMessage message, string reason, CancellationToken cancellationToken)
    {
        if (deadLetterQueueUrl is null)
        {
            throw new InvalidOperationException($"Queue '{facts.QueueName}' has no dead-letter queue.");
        }

        var copy = DeadLetterCopy.Of(message, reason, facts);
        copy.QueueUrl = deadLetterQueueUrl;
        await client.SendMessageAsync(copy, cancellationToken);
    }

    private static ReceivedMessage Read(Message message)
    {
        var system = message.Attributes;
        return new ReceivedMessage
        {
            Id = message.MessageId,
            ReceiptHandle = message.ReceiptHandle,
            Body = message.Body ?? "",
            Attributes = StringAttributes(message.MessageAttributes),
            ReceiveCount = int.TryParse(
                system?.GetValueOrDefault("ApproximateReceiveCount"), CultureInfo.InvariantCulture, out var receives)
                ? Math.Max(receives, 1)
                : 1,
            GroupId = system?.GetValueOrDefault("MessageGroupId"),
            SentAt = SentAt(system?.GetValueOrDefault("SentTimestamp")),
            TransportMessage = message,
        };
    }

    private static IReadOnlyDictionary<string, string> StringAttributes(Dictionary<string, MessageAttributeValue>? typed)
    {
        if (typed is not { Count: > 0 })
        {
            return ReadOnlyDictionary<string, string>.Empty;
        }

        var strings = new Dictionary<string, string>(typed.Count, StringComparer.Ordinal);
        foreach (var (name, value) in typed)
        {
            if (value.StringValue is { } text
                && (value.DataType == "String" || value.DataType?.StartsWith("String.", StringComparison.Ordinal) == true))
            {
                strings[name] = text;
            }
        }

        return strings;
    }

    private static DateTimeOffset? SentAt(string? milliseconds)
    {
        // What lies outside is no time that a DateTimeOffset holds.
        return long.TryParse(milliseconds, CultureInfo.InvariantCulture, out var since)
            && since >= 0 && since <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(since)
            : null;
    }
}
