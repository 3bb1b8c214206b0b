using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Messaging.Local.Server.Tests;

/// <summary>Clients that send next to nothing: others are answered meanwhile, and the server ends such connections.</summary>
public sealed class SlowClientTests : IAsyncLifetime
{
    private const int SlowClients = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly LocalBroker _broker = new(LocalBrokerOptions.Exact());
    private BrokerServer? _server;

    public async Task InitializeAsync() => _server = await BrokerServer.StartAsync(_broker, IPAddress.Loopback, 0, limits =>
    {
        limits.RequestHeadersTimeout = Patience;
        limits.MinRequestBodyDataRate = new MinDataRate(10_000, Patience);
    });

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        _broker.Dispose();
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nX-Slow: ", false)]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nX-Slow: ", true)]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AmazonSQS.ListQueues\r\nContent-Length: 50000\r\n\r\n{", false)]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AmazonSQS.ListQueues\r\nContent-Length: 50000\r\n\r\n{", true)]
    public async Task Slow_clients_keep_nobody_waiting_and_are_hung_up_on(string beginning, bool goesOn)
    {
        var slow = new List<RawClient>();
        try
        {
            for (var at = 0; at < SlowClients; at++)
            {
                slow.Add(await RawClient.ConnectAsync(_server!.Address));
                await slow[at].SendAsync(beginning);
            }

            var ends = slow.Select(client => goesOn ? DripAsync(client) : client.ReadAsync()).ToList();
            using var http = new HttpClient();
            Assert.Contains("ready", await http.GetStringAsync(new Uri(_server!.Address, "health")), StringComparison.Ordinal);

            // The answer is that the request took too long, or only the end of the connection.
            foreach (var answer in await Task.WhenAll(ends))
            {
                Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), answer);
            }
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public void Limits_are_set_for_everybody()
    {
        var limits = new KestrelServerLimits();

        BrokerServer.SetLimits(limits);

        Assert.Equal(TimeSpan.FromSeconds(10), limits.RequestHeadersTimeout);
        Assert.Equal(240, limits.MinRequestBodyDataRate!.BytesPerSecond);
        Assert.Equal(8 * 1024 * 1024, limits.MaxRequestBodySize);
        Assert.Equal(32 * 1024, limits.MaxRequestHeadersTotalSize);
    }

    /// <summary>Sends a byte now and then until the server hangs up; returns what it said before.</summary>
    private static async Task<string> DripAsync(RawClient client)
    {
        var end = client.ReadAsync();
        try
        {
            while (!end.IsCompleted)
            {
                await client.SendAsync("x");
                await Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System));
            }
        }
        catch (SocketException)
        {
            // The server has hung up.
        }

        return await end;
    }
}
