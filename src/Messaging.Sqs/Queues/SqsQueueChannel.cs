using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging.Aws;

namespace Messaging.Sqs;

/// <summary>One SQS queue, and the dead-letter queue that copies go to, as a consumer sees them.</summary>
/// <param name="client">The client of the queue's region.</param>
/// <param name="queueUrl">The queue.</param>
/// <param name="facts">What is known about the queue.</param>
/// <param name="deadLetterQueueUrl">Where copies go; null for nowhere.</param>
/// <param name="restore">Makes the queue again after it was deleted; null where that is not the consumer's to do.</param>
/// <param name="endsPolls">Whether a receive that is cancelled ends by an answer, as an embedded broker can give it.</param>
internal sealed class SqsQueueChannel(
    IAmazonSQS client, string queueUrl, QueueFacts facts, string? deadLetterQueueUrl,
    Func<CancellationToken, Task>? restore = null, bool endsPolls = false) : IQueueChannel
{
    private readonly Lock _lock = new();
    private readonly SdkHotPath _calls = new(client);
    private Task _restoring = Task.CompletedTask;

    public QueueFacts Facts => facts;

    public string? CodeOf(Exception exception) => (exception as AmazonServiceException)?.ErrorCode;

    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(ReceiveCall call, CancellationToken cancellationToken)
    {
        try
        {
            PollEnd.Token = endsPolls ? cancellationToken : CancellationToken.None;
            return await _calls.ReceiveAsync(queueUrl, call, endsPolls ? CancellationToken.None : cancellationToken);
        }
        catch (QueueDoesNotExistException exception)
        {
            throw new ReceiveException(ReceiveFailure.NoQueue, exception.Message, exception);
        }
        catch (AmazonServiceException exception)
        {
            var isRefused = (int)exception.StatusCode is >= 400 and < 500;
            throw new ReceiveException(isRefused ? ReceiveFailure.Refused : ReceiveFailure.NoAnswer, exception.Message, exception);
        }
        catch (Exception exception) when (
            exception is AmazonClientException or HttpRequestException or IOException or TimeoutException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ReceiveException(ReceiveFailure.NoAnswer, exception.Message, exception);
        }
    }

    public Task<IReadOnlyList<EntryFailure?>> DeleteAsync(
        IReadOnlyList<string> receiptHandles, CancellationToken cancellationToken) =>
        _calls.DeleteAsync(queueUrl, receiptHandles, cancellationToken);

    public Task<IReadOnlyList<EntryFailure?>> ChangeVisibilityAsync(
        IReadOnlyList<VisibilityChange> changes, CancellationToken cancellationToken) =>
        _calls.ChangeVisibilityAsync(queueUrl, changes, cancellationToken);

    public async Task CopyToDeadLetterQueueAsync(
        ReceivedMessage message, string reason, CancellationToken cancellationToken)
    {
        if (deadLetterQueueUrl is null)
        {
            throw new InvalidOperationException($"Queue '{facts.QueueName}' has no dead-letter queue.");
        }

        try
        {
            await SendAsync(DeadLetterCopy.Of(message, reason, facts));
        }
        catch (AmazonSQSException exception) when (AwsErrors.IsInvalid(exception))
        {
            // The queue's own limit may be below that of SQS, and the notes too much for it. They must not keep a message here.
            await SendAsync(DeadLetterCopy.WithoutNotes(message, facts));
        }

        Task SendAsync(SendMessageRequest copy)
        {
            copy.QueueUrl = deadLetterQueueUrl;
            return client.SendMessageAsync(copy, cancellationToken);
        }
    }

    public Task RestoreAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // Several receives notice the deletion at the same time.
            if (restore is not null && _restoring.IsCompleted)
            {
                _restoring = restore(cancellationToken);
            }

            return _restoring;
        }
    }
}
