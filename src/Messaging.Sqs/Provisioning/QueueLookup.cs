using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging.Aws;

namespace Messaging.Sqs;

/// <summary>Finds a queue of the topology in the account that it is in.</summary>
internal static class QueueLookup
{
    /// <exception cref="QueueDoesNotExistException">There is no such queue, or nobody may know.</exception>
    public static async Task<string> GetUrlAsync(this IAmazonSQS client, TopologyQueue queue, CancellationToken cancellationToken)
    {
        var request = new GetQueueUrlRequest
        {
            QueueName = queue.Name,
            QueueOwnerAWSAccountId = queue.Clients?.HasBackend != true && Arn.TryParse(queue.Arn, out var arn) ? arn.AccountId : null,
        };
        return (await client.GetQueueUrlAsync(request, cancellationToken)).QueueUrl;
    }
}
