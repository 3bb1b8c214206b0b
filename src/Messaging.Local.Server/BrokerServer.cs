using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging.Local.Server;

/// <summary>A broker behind Kestrel.</summary>
internal sealed class BrokerServer : IAsyncDisposable
{
    // A batch of a mebibyte, each of its bytes escaped, and as much again.
    private const long LargestBody = 8 * 1024 * 1024;
    private const int HeaderBytes = 32 * 1024;

    private static readonly TimeSpan HeaderTime = TimeSpan.FromSeconds(15);

    private readonly WebApplication _application;

    private BrokerServer(WebApplication application, Uri address)
    {
        _application = application;
        Address = address;
    }

    /// <summary>Gets where it listens.</summary>
    public Uri Address { get; }

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<BrokerServer> StartAsync(
        LocalBroker broker, IPAddress host, int port, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(host, port);
            SetLimits(kestrel.Limits);
        });
        var application = builder.Build();
        var endpoint = new BrokerEndpoint(broker);
        application.Run(endpoint.AnswerAsync);
        await application.StartAsync(cancellationToken);
        var bound = application.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.First();
        var address = new Uri(bound + "/");
        broker.ServeAt(address);
        return new BrokerServer(application, address);
    }

    public Task WaitForShutdownAsync() => _application.WaitForShutdownAsync();

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private static void SetLimits(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = LargestBody;
        limits.MaxRequestHeadersTotalSize = HeaderBytes;
        limits.MaxRequestLineSize = HeaderBytes;
        limits.RequestHeadersTimeout = HeaderTime;
    }
}
