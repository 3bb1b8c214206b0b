using System.Collections.ObjectModel;
using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging.Aws;

namespace Messaging.Sqs;

/// <summary>Makes the requests with the client of the AWS SDK.</summary>
internal sealed class SdkHotPath(IAmazonSQS client) : IHotPath
{
    private static readonly List<string> Everything = ["All"];

    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        string queueUrl, ReceiveCall call, CancellationToken cancellationToken)
    {
        var response = await client.ReceiveMessageAsync(
            new ReceiveMessageRequest
            {
                QueueUrl = queueUrl,
                MaxNumberOfMessages = Math.Clamp(call.Count, 1, SqsLimits.MaxBatchEntries),
                WaitTimeSeconds = SqsLimits.Seconds(call.Wait, SqsLimits.MaxReceiveWait),
                VisibilityTimeout = SqsLimits.Seconds(call.Visibility, SqsLimits.MaxVisibility),
                ReceiveRequestAttemptId = call.AttemptId,
                MessageSystemAttributeNames = Everything,
                MessageAttributeNames = Everything,
            },
            cancellationToken);
        return response.Messages is { Count: > 0 } messages ? messages.ConvertAll(Read) : [];
    }

    public async Task<IReadOnlyList<EntryFailure?>> DeleteAsync(
        string queueUrl, IReadOnlyList<string> receiptHandles, CancellationToken cancellationToken)
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
        string queueUrl, IReadOnlyList<VisibilityChange> changes, CancellationToken cancellationToken)
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

    public async Task<IReadOnlyList<SendAnswer>> SendAsync(
        string queueUrl, IReadOnlyList<OutgoingMessage> messages, bool isFifo, CancellationToken cancellationToken) =>
        messages.Count == 1
            ? [await SendOneAsync(queueUrl, messages[0], isFifo, cancellationToken)]
            : await SendManyAsync(queueUrl, messages, isFifo, cancellationToken);

    private async Task<SendAnswer> SendOneAsync(string url, OutgoingMessage message, bool isFifo, CancellationToken cancellationToken)
    {
        var response = await client.SendMessageAsync(
            new SendMessageRequest
            {
                QueueUrl = url,
                MessageBody = message.Body,
                MessageAttributes = Attributes(message),
                MessageSystemAttributes = SystemAttributes(message),
                MessageGroupId = message.GroupId,
                MessageDeduplicationId = DeduplicationId(message, isFifo),
                DelaySeconds = DelaySeconds(message, isFifo),
            },
            cancellationToken);
        return new SendAnswer(response.MessageId, response.SequenceNumber, Failure: null);
    }

    private async Task<IReadOnlyList<SendAnswer>> SendManyAsync(
        string url, IReadOnlyList<OutgoingMessage> messages, bool isFifo, CancellationToken cancellationToken)
    {
        var entries = new List<SendMessageBatchRequestEntry>(messages.Count);
        foreach (var message in messages)
        {
            entries.Add(new SendMessageBatchRequestEntry
            {
                Id = BatchEntries.Id(entries.Count),
                MessageBody = message.Body,
                MessageAttributes = Attributes(message),
                MessageSystemAttributes = SystemAttributes(message),
                MessageGroupId = message.GroupId,
                MessageDeduplicationId = DeduplicationId(message, isFifo),
                DelaySeconds = DelaySeconds(message, isFifo),
            });
        }

        var response = await client.SendMessageBatchAsync(
            new SendMessageBatchRequest { QueueUrl = url, Entries = entries }, cancellationToken);
        return Answers(messages.Count, response);
    }

    private static SendAnswer[] Answers(int count, SendMessageBatchResponse response)
    {
        var answers = new SendAnswer[count];
        Array.Fill(answers, new SendAnswer(null, null, BatchEntries.Unanswered));
        foreach (var sent in response.Successful ?? [])
        {
            if (BatchEntries.TryIndex(sent.Id, count, out var index))
            {
                answers[index] = new SendAnswer(sent.MessageId, sent.SequenceNumber, Failure: null);
            }
        }

        foreach (var failed in response.Failed ?? [])
        {
            if (BatchEntries.TryIndex(failed.Id, count, out var index))
            {
                answers[index] = new SendAnswer(null, null, BatchEntries.Failure(failed));
            }
        }

        return answers;
    }

    private static Dictionary<string, MessageAttributeValue>? Attributes(OutgoingMessage message)
    {
        if (message.Attributes.Count == 0)
        {
            return null;
        }

        var attributes = new Dictionary<string, MessageAttributeValue>(message.Attributes.Count, StringComparer.Ordinal);
        foreach (var (name, value) in message.Attributes)
        {
            attributes[name] = new MessageAttributeValue { DataType = message.DataTypes.GetValueOrDefault(name) ?? RouteAttribute.Text, StringValue = value };
        }

        return attributes;
    }

    // So that X-Ray, and functions that it traces, find the publish.
    private static Dictionary<string, MessageSystemAttributeValue>? SystemAttributes(OutgoingMessage message) =>
        TraceHeader.Of(message.TraceParent) is { } header
            ? new() { [TraceHeader.SystemAttribute] = new() { DataType = RouteAttribute.Text, StringValue = header } }
            : null;

    // A standard queue refuses the id.
    private static string? DeduplicationId(OutgoingMessage message, bool isFifo) =>
        isFifo ? LegalText.DeduplicationId(message.DeduplicationId ?? message.MessageId) : null;

    // A FIFO queue refuses any delay of a single message.
    private static int? DelaySeconds(OutgoingMessage message, bool isFifo) =>
        message.Delay is { } delay && !isFifo ? SqsLimits.Seconds(delay, SqsLimits.MaxDelay) : null;

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
            TraceParent = TraceHeader.ToTraceParent(system?.GetValueOrDefault(TraceHeader.SystemAttribute)),
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
