using Amazon.SQS;
using Messaging.Aws;

namespace Messaging.Sqs;

/// <summary>Finds the SQS client of a destination or a consumer by its logical name, and makes it when it is first needed.</summary>
internal sealed class SqsClients(AwsClients clients)
{
    /// <summary>Gets the client of the application's own options.</summary>
    public IAmazonSQS Client => Of(clients.Default);

    public Provisioning DefaultProvisioning => clients.DefaultProvisioning;

    public bool HasBackend => clients.HasBackend;

    public IAmazonSQS ForDestination(string name) => Of(SetOfDestination(name));

    public IAmazonSQS ForConsumer(string name) => Of(SetOfConsumer(name));

    /// <summary>Gets the client that a queue of the topology is reached by.</summary>
    public IAmazonSQS ForQueue(TopologyQueue queue) => Of(queue.Clients ?? clients.Default);

    /// <summary>Gets what tells whether two names mean the same account and region. It needs neither region nor credentials.</summary>
    public AwsClientSet SetOfDestination(string name) => clients.ForDestination(name);

    public AwsClientSet SetOfConsumer(string name) => clients.ForConsumer(name);

    public static IAmazonSQS Of(AwsClientSet set) =>
        set.Get<AmazonSQSClient, AmazonSQSConfig>((credentials, config) => new AmazonSQSClient(credentials, config));
}
