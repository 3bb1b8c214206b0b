using Amazon.SQS.Model;
using Messaging.Aws;

namespace Messaging.Sqs;

/// <summary>Finds the URL of a queue with the first request, and remembers it.</summary>
internal sealed class QueueUrlCache(SqsClients clients, QueueAddress address)
{
    private string? _url = address.Url;

    /// <exception cref="MessagingConfigurationException">There is no such queue.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        if (_url is { } known)
        {
            return known;
        }

        try
        {
            var answer = await clients.Client.GetQueueUrlAsync(
                new GetQueueUrlRequest { QueueName = address.Name, QueueOwnerAWSAccountId = address.AccountId }, cancellationToken);
            return _url = answer.QueueUrl;
        }
        catch (QueueDoesNotExistException exception)
        {
            throw new MessagingConfigurationException(
                $"The queue '{address}' does not exist in region '{clients.Client.Config.RegionEndpoint?.SystemName ?? clients.Client.Config.AuthenticationRegion}'. " +
                "Create it, correct its address in code or configuration, or set Provisioning to Create.", exception);
        }
    }
}
