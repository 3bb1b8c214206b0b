using Amazon.Runtime;

namespace Messaging.Aws;

/// <summary>Gives all clients of the transports one HTTP client, whose answers are complete when they are handed over.</summary>
internal sealed class BufferingHttpClientFactory(HttpMessageHandler? handler = null) : HttpClientFactory, IDisposable
{
    /// <summary>How long a request may take: a long poll is 20 s, and its answer may be large and the line slow.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(65);

    private readonly Lock _lock = new();
    private SocketsHttpHandler? _connections;
    private BufferingHandler? _buffering;
    private HttpClient? _client;
    private bool _disposed;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _client ??= Create(clientConfig);
        }
    }

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _client?.Dispose();
            _buffering?.Dispose();
            _connections?.Dispose();
        }
    }

    private HttpClient Create(IClientConfig config)
    {
        _connections = handler is null ? CreateConnections(config) : null;
        _buffering = new BufferingHandler(handler ?? _connections!);
        return new HttpClient(_buffering, disposeHandler: false) { Timeout = RequestTimeout };
    }

    private static SocketsHttpHandler CreateConnections(IClientConfig config)
    {
        var sockets = new SocketsHttpHandler
        {
            // New connections look the name up again, so a moved endpoint is found.
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            // Each open long poll occupies one connection.
            MaxConnectionsPerServer = 1000,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            UseCookies = false,
        };
        if (config.GetWebProxy() is { } proxy)
        {
            sockets.Proxy = proxy;
        }

        return sockets;
    }
}
