namespace Messaging.Benchmarks;

/// <summary>One server under load, with what was measured of it.</summary>
internal sealed class ServerRun(string name, RunningServer server, int connections) : IDisposable
{
    private readonly LoopbackLoad _load = new(server.Endpoint, connections);

    public string Name => name;

    public RunningServer Server => server;

    /// <summary>Gets the rounds; the time of the processor is that of the server alone.</summary>
    public Rounds Rounds { get; } = new();

    public static async Task<ServerRun?> StartAsync(ServerKind kind, int connections)
    {
        if (await RunningServer.StartAsync(kind) is not { } server)
        {
            return null;
        }

        var run = new ServerRun(kind.Name, server, connections);
        await run._load.CreateQueuesAsync();
        return run;
    }

    public Task WarmUpAsync(TimeSpan time) => _load.RunAsync(time);

    public async Task MeasureAsync(TimeSpan time)
    {
        var cpu = server.Cpu;
        var start = TimeProvider.System.GetTimestamp();
        var requests = await _load.RunAsync(time);
        Rounds.Add(requests, TimeProvider.System.GetElapsedTime(start), server.Cpu - cpu);
    }

    public void Dispose()
    {
        _load.Dispose();
        server.Dispose();
    }
}
