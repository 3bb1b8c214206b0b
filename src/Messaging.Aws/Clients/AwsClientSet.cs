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
    private readonly ConcurrentDictionary<Type, AmazonServiceClient> _clients = new();
    private readonly Lock _lock = new();
    private bool _isDisposed;

    public bool HasBackend => factory.HasBackend;

    /// <summary>Gets the region, where it is not that of the application's own clients.</summary>
    public string? OtherRegion { get; init; }

    /// <summary>Gets the ARN of the role that is assumed, where it is not that of the application's own clients.</summary>
    public string? OtherRole { get; init; }

    /// <summary>Gets whether the clients act as the application's own do.</summary>
    public bool IsOwnIdentity { get; init; } = true;

    public ITopicSender TopicSender => replacements?.GetRequiredService<ITopicSender>() ?? Sns;

    public ITopicAdministration TopicAdministration => replacements?.GetRequiredService<ITopicAdministration>() ?? Sns;

    public IEventSender EventSender => replacements?.GetRequiredService<IEventSender>() ?? EventBridge;

    public IEventBusAdministration EventBusAdministration =>
        replacements?.GetRequiredService<IEventBusAdministration>() ?? EventBridge;

    public SnsClient Sns => Get<SnsClient, SnsClientConfig>((credentials, config) => new SnsClient(credentials, config));

    public EventBridgeClient EventBridge =>
        Get<EventBridgeClient, EventBridgeClientConfig>((credentials, config) => new EventBridgeClient(credentials, config));

    /// <summary>Gets the set's client of a service. One that could not be made is tried again with the next call.</summary>
    /// <exception cref="MessagingConfigurationException">No region or no credentials are known, or a setting is none.</exception>
    public TClient Get<TClient, TConfig>(Func<AWSCredentials, TConfig, TClient> create)
        where TClient : AmazonServiceClient
        where TConfig : ClientConfig, new()
    {
        if (_clients.TryGetValue(typeof(TClient), out var known))
        {
            return (TClient)known;
        }

        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return (TClient)_clients.GetOrAdd(typeof(TClient), _ =>
            {
                var config = new TConfig();
                factory.Configure(config);
                return create(factory.ResolveCredentials(), config);
            });
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            foreach (var client in _clients.Values)
            {
                client.Dispose();
            }
        }

        factory.Dispose();
    }
}
