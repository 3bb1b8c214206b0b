using System.Collections.Concurrent;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Aws;

/// <summary>The clients of one account, region and endpoint. They share connections and credentials, and are made when first needed.</summary>
/// <param name="factory">Configures them.</param>
/// <param name="replacements">
/// Where the application may have registered its own in place of ours; null for a set of other options than its own.
/// </param>
internal sealed class AwsClientSet(AwsClientFactory factory, IServiceProvider? replacements) : IDisposable
{
    private readonly ConcurrentDictionary<Type, Lazy<AmazonServiceClient>> _clients = new();

    public bool HasBackend => factory.HasBackend;

    public ITopicSender TopicSender => replacements?.GetRequiredService<ITopicSender>() ?? Sns;

    public ITopicAdministration TopicAdministration => replacements?.GetRequiredService<ITopicAdministration>() ?? Sns;

    public IEventSender EventSender => replacements?.GetRequiredService<IEventSender>() ?? EventBridge;

    public IEventBusAdministration EventBusAdministration =>
        replacements?.GetRequiredService<IEventBusAdministration>() ?? EventBridge;

    public SnsClient Sns => Get(new SnsClientConfig(), (credentials, config) => new SnsClient(credentials, config));

    public EventBridgeClient EventBridge =>
        Get(new EventBridgeClientConfig(), (credentials, config) => new EventBridgeClient(credentials, config));

    /// <summary>Gets the set's client of a service.</summary>
    /// <param name="config">New settings, for when there is no client yet.</param>
    /// <param name="create">Makes the client.</param>
    public TClient Get<TClient, TConfig>(TConfig config, Func<AWSCredentials, TConfig, TClient> create)
        where TClient : AmazonServiceClient
        where TConfig : ClientConfig
    {
        var client = _clients.GetOrAdd(typeof(TClient), _ => new Lazy<AmazonServiceClient>(() =>
        {
            factory.Configure(config);
            return create(factory.ResolveCredentials(), config);
        }, LazyThreadSafetyMode.ExecutionAndPublication));
        return (TClient)client.Value;
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            if (client.IsValueCreated)
            {
                client.Value.Dispose();
            }
        }

        factory.Dispose();
    }
}
