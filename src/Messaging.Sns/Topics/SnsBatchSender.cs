using Amazon.Runtime;
using Messaging.Aws;
using Messaging.Sqs;

namespace Messaging.Sns;

/// <summary>Publishes batches to one topic.</summary>
/// <param name="client">The client of the topic's region.</param>
/// <param name="destination">The logical name of the topic, for exceptions.</param>
/// <param name="topicArn">Finds the topic's ARN; asked before each request, so it answers from memory after the first.</param>
/// <param name="isFifo">Whether the topic is FIFO.</param>
internal sealed class SnsBatchSender(
    Func<ITopicSender> client, string destination, Func<CancellationToken, ValueTask<string>> topicArn, bool isFifo) : IBatchSender
{
    private static readonly EntryFailure Unanswered = new(
        EntryFailureKind.Transient, "NoAnswer", "The answer of the service does not mention the entry.");

    public async Task<IReadOnlyList<SendAnswer>> SendAsync(
        IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        string? arn = null;
        try
        {
            arn = await topicArn(cancellationToken);
            return messages.Count == 1
                ? [await SendOneAsync(arn, messages[0], cancellationToken)]
                : await SendManyAsync(arn, messages, cancellationToken);
        }
        catch (Exception exception) when (AwsErrors.IsRefusal(exception, cancellationToken))
        {
            var remedy = Remedy(exception);
            throw new SendException(
                $"Topic '{destination}' ('{arn}') did not accept the messages: {exception.Message}{remedy}", destination,
                (exception as AmazonServiceException)?.ErrorCode, AwsErrors.IsTransientRefusal(exception), exception)
            {
                // Else it is for what one of them holds: SNS then accepts none of the batch.
                IsForAll = remedy.Length > 0,
            };
        }
    }

    /// <summary>Says what helps against a refusal that has nothing to do with the messages.</summary>
    private static string Remedy(Exception exception) => exception switch
    {
        AmazonServiceException service when AwsErrors.IsAccessDenied(service) => " Allow sns:Publish on it.",
        AmazonServiceException service when SnsErrors.IsMissing(service) => " Create the topic, or correct its name, region or account.",
        _ => "",
    };

    private async Task<SendAnswer> SendOneAsync(string arn, OutgoingMessage message, CancellationToken cancellationToken)
    {
        var receipt = await client().PublishAsync(arn, Entry(message), cancellationToken);
        return new SendAnswer(receipt.MessageId, receipt.SequenceNumber, Failure: null);
    }

    private async Task<IReadOnlyList<SendAnswer>> SendManyAsync(
        string arn, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        var entries = new TopicEntry[messages.Count];
        for (var index = 0; index < entries.Length; index++)
        {
            entries[index] = Entry(messages[index]);
        }

        var found = await client().PublishBatchAsync(arn, entries, cancellationToken);
        var answers = new SendAnswer[messages.Count];
        for (var index = 0; index < answers.Length; index++)
        {
            answers[index] = index < found.Count ? Answer(found[index]) : new SendAnswer(null, null, Unanswered);
        }

        return answers;
    }

    private static SendAnswer Answer(TopicAnswer answer) => answer.IsAccepted
        ? new SendAnswer(answer.Receipt.MessageId, answer.Receipt.SequenceNumber, Failure: null)
        : new SendAnswer(null, null, AwsErrors.Failure(answer.Error));

    private TopicEntry Entry(OutgoingMessage message) => new()
    {
        Message = message.Body,
        Subject = message.Subject,
        Attributes = Attributes(message),
        GroupId = message.GroupId,
        DeduplicationId = isFifo ? LegalText.DeduplicationId(message.DeduplicationId ?? message.MessageId) : null,
    };

    private static TopicAttribute[] Attributes(OutgoingMessage message)
    {
        var attributes = new TopicAttribute[message.Attributes.Count];
        var index = 0;
        foreach (var (name, value) in message.Attributes)
        {
            attributes[index++] = new TopicAttribute
            {
                Name = name,
                Value = value,
                DataType = message.DataTypes.GetValueOrDefault(name) ?? RouteAttribute.Text,
            };
        }

        return attributes;
    }
}
