using Amazon.SQS;
using Messaging.Aws;

namespace Messaging.Sqs;

/// <summary>Finds the URL of a queue with the first request, and remembers it.</summary>
internal sealed class QueueUrlCache(Func<IAmazonSQS> client, QueueAddress address)
{
    private string? _url = address.Url;

    /// <exception cref="MessagingConfigurationException">There is no such queue.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken) =>
        _url ??= await new QueueFactsReader(client()).GetUrlAsync(address, cancellationToken);
}
