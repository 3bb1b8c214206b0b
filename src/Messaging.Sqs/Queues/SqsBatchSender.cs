using Amazon.Runtime;
using Amazon.SQS;
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
    private readonly SdkHotPath _calls = new(client);

    public async Task<IReadOnlyList<SendAnswer>> SendAsync(
        IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            var url = await queueUrl(cancellationToken);
            return await _calls.SendAsync(url, messages, isFifo, cancellationToken);
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

    private SendException Refused(string? code, bool isTransient, Exception cause) => new(
        $"Queue '{destination}' did not accept the messages: {cause.Message}", destination, code, isTransient, cause);
}
