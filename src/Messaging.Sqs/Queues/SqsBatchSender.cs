using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging.Aws;

namespace Messaging.Sqs;

/// <summary>Sends batches to one queue.</summary>
/// <param name="client">The client of the queue's region.</param>
/// <param name="destination">The logical name of the queue, for exceptions.</param>
/// <param name="queueUrl">Finds the queue's URL; asked before each request, so it answers from memory after the first.</param>
/// <param name="isFifo">Whether the queue is FIFO.</param>
internal sealed class SqsBatchSender(
    IAmazonSQS client, string destination, Func<CancellationToken, ValueTask<string>> queueUrl, bool isFifo) : IBatchSender
{
    public async Task<IReadOnlyList<SendAnswer>> SendAsync(
        IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            var url = await queueUrl(cancellationToken);
            return messages.Count == 1
                ? [await SendOneAsync(url, messages[0], cancellationToken)]
                : await SendManyAsync(url, messages, cancellationToken);
        }
        catch (AmazonServiceException exception)
        {
            throw Refused(exception.ErrorCode, AwsErrors.IsTransient(exception), exception);
        }
        catch (AmazonClientException exception)
        {
            throw Refused(null, AwsErrors.IsTransient(exception), exception);
        }
        catch (MessagingConfigurationException exception)
        {
            throw Refused(null, isTransient: false, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TimeoutException)
        {
            throw Refused(null, isTransient: true, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Refused(null, isTransient: true, exception);
        }
    }

    private async Task<SendAnswer> SendOneAsync(string url, OutgoingMessage message, CancellationToken cancellationToken)
    {
        var response = await client.SendMessageAsync(
            new SendMessageRequest
            {
                QueueUrl = url,
                MessageBody = message.Body,
                MessageAttributes = Attributes(message),
                MessageGroupId = message.GroupId,
                MessageDeduplicationId = DeduplicationId(message),
                DelaySeconds = DelaySeconds(message),
            },
            cancellationToken);
        return new SendAnswer(response.MessageId, response.SequenceNumber, Failure: null);
    }

    private async Task<IReadOnlyList<SendAnswer>> SendManyAsync(
        string url, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        var entries = new List<SendMessageBatchRequestEntry>(messages.Count);
        foreach (var message in messages)
        {
            entries.Add(new SendMessageBatchRequestEntry
            {
                Id = BatchEntries.Id(entries.Count),
                MessageBody = message.Body,
                MessageAttributes = Attributes(message),
                MessageGroupId = message.GroupId,
                MessageDeduplicationId = DeduplicationId(message),
                DelaySeconds = DelaySeconds(message),
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

    // A standard queue refuses the id.
    private string? DeduplicationId(OutgoingMessage message) =>
        isFifo ? LegalText.DeduplicationId(message.DeduplicationId ?? message.MessageId) : null;

    // A FIFO queue refuses any delay of a single message.
    private int? DelaySeconds(OutgoingMessage message) =>
        message.Delay is { } delay && !isFifo ? SqsLimits.Seconds(delay, SqsLimits.MaxDelay) : null;

    private SendException Refused(string? code, bool isTransient, Exception cause) => new(
        $"Queue '{destination}' did not accept the messages: {cause.Message}", destination, code, isTransient, cause);
}
