using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Local.Server.Tests;

/// <summary>A server in this process, on a free port of loopback.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private BrokerServer? _server;

    public RunningServer() => Broker = new LocalBroker(LocalBrokerOptions.Exact(), Time);

    /// <summary>Gets the clock of the broker; that of the connections is the machine's.</summary>
    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public LocalBroker Broker { get; }

    public HttpClient Http { get; } = new();

    public Uri Address => _server!.Address;

    public async Task InitializeAsync()
    {
        _server = await BrokerServer.StartAsync(Broker, IPAddress.Loopback, 0);
        Http.BaseAddress = Address;
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _server!.DisposeAsync();
        Broker.Dispose();
    }
}
