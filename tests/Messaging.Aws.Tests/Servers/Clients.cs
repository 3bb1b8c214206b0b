using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Amazon.SQS;
using Messaging.Local;

namespace Messaging.Aws.Tests;

/// <summary>Our clients, and SQS's own, of one server.</summary>
internal sealed class Clients(AwsClientFactory factory, IDisposable? server) : IDisposable
{
    private readonly AwsClientSet _set = new(factory, replacements: null);

    public SnsClient Sns => _set.Sns;

    public EventBridgeClient EventBridge => _set.EventBridge;

    public AmazonSQSClient Sqs =>
        _set.Get<AmazonSQSClient, AmazonSQSConfig>((credentials, config) => new AmazonSQSClient(credentials, config));

    public static Clients OfBroker()
    {
        var broker = new LocalBroker(LocalBrokerOptions.Exact());
        return new Clients(new AwsClientFactory(broker, awsOptions: null, new AwsClientOptions()), broker);
    }

    public static Clients OfServer(string url) => new(
        new AwsClientFactory(
            backend: null,
            new AWSOptions { Credentials = new BasicAWSCredentials("test", "test") },
            new AwsClientOptions { ServiceUrl = url, Region = "us-east-1" }),
        server: null);

    public void Dispose()
    {
        _set.Dispose();
        server?.Dispose();
    }
}
