using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Local.Server;

/// <summary>A broker behind Kestrel, without the host, the middleware and the diagnostics that no request of AWS needs.</summary>
internal sealed class BrokerServer : IAsyncDisposable
{
    // A batch of a mebibyte, each of its bytes escaped, and as much again.
    private const long LargestBody = 8 * 1024 * 1024;
    private const int HeaderBytes = 32 * 1024;

    private static readonly TimeSpan HeaderTime = TimeSpan.FromSeconds(10);

    private readonly KestrelServer _kestrel;
    private readonly ILoggerFactory _loggers;

    private BrokerServer(KestrelServer kestrel, ILoggerFactory loggers)
    {
        _kestrel = kestrel;
        _loggers = loggers;
        Address = new Uri(kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");
    }

    /// <summary>Gets where it listens.</summary>
    public Uri Address { get; }

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<BrokerServer> StartAsync(
        LocalBroker broker,
        IPAddress host,
        int port,
        Action<KestrelServerLimits>? changeLimits = null,
        CancellationToken cancellationToken = default)
    {
        var loggers = LoggerFactory.Create(logging => logging
            .SetMinimumLevel(LogLevel.Warning)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(host, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection =>
            {
                var gathered = new GatheredAnswers(connection.Transport);
                connection.Transport = gathered;
                connection.Features.Set(gathered);
                return next(connection);
            });
        });
        SetLimits(options.Limits);
        changeLimits?.Invoke(options.Limits);

        // Requests are answered where their bytes arrive: no answer blocks, and a change of threads costs more than most.
        var sockets = new SocketTransportOptions { UnsafePreferInlineScheduling = true };
        var transport = new SocketTransportFactory(Options.Create(sockets), loggers);
        var kestrel = new KestrelServer(Options.Create(options), transport, loggers);
        try
        {
            await kestrel.StartAsync(new BrokerApplication(new BrokerEndpoint(broker, loggers.CreateLogger<BrokerEndpoint>())), cancellationToken);
        }
        catch
        {
            kestrel.Dispose();
            loggers.Dispose();
            throw;
        }

        var server = new BrokerServer(kestrel, loggers);
        broker.ServeAt(server.Address);
        return server;
    }

    /// <summary>Closes all connections; requests that wait end without an answer.</summary>
    public async ValueTask DisposeAsync()
    {
        await _kestrel.StopAsync(new CancellationToken(canceled: true));
        _kestrel.Dispose();
        _loggers.Dispose();
    }

    internal static void SetLimits(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = LargestBody;
        limits.MaxRequestHeadersTotalSize = HeaderBytes;
        limits.MaxRequestLineSize = HeaderBytes;
        limits.RequestHeadersTimeout = HeaderTime;
    }
}
