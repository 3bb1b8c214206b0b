using Amazon.SQS;
using Messaging.Aws;

namespace Messaging.Sqs;

/// <summary>Makes the client when it is first needed, and finds each queue's URL once.</summary>
internal sealed class SqsClients(AwsClientFactory factory) : IDisposable
{
    private readonly Lazy<AmazonSQSClient> _client = new(() =>
    {
        var config = new AmazonSQSConfig();
        factory.Configure(config);
        return new AmazonSQSClient(factory.ResolveCredentials(), config);
    });

    public IAmazonSQS Client => _client.Value;

    public IAmazonSQS Of(TopologyQueue queue) => Client;

    public Provisioning DefaultProvisioning => factory.HasBackend ? Provisioning.Create : Provisioning.None;

    public bool HasBackend => factory.HasBackend;

    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }
}
