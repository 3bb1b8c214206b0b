namespace Messaging.Benchmarks;

/// <summary>One server under load, with what was measured of it.</summary>
internal sealed class ServerRun : IDisposable
{
    private readonly LoopbackLoad _load;

    public ServerRun(ServerKind kind, RunningServer server, int connections, int depth)
    {
        Name = kind.Name;
        Server = server;
        _load = new LoopbackLoad(server.Endpoint, connections, kind.Pipelines ? depth : 1);
        _load.CreateQueues();
    }

    public string Name { get; }

    public RunningServer Server { get; }

    /// <summary>Gets the rounds; the time of the processor is that of the server alone.</summary>
    public Rounds Rounds { get; } = new();

    /// <summary>Gets the same rounds by the time of the processor that the client took.</summary>
    public Rounds Client { get; } = new();

    public void WarmUp(TimeSpan time) => _load.Run(time);

    public void Measure(TimeSpan time)
    {
        var (cpu, own) = (Server.Cpu, Environment.CpuUsage.TotalTime);
        var start = TimeProvider.System.GetTimestamp();
        var requests = _load.Run(time);
        var passed = TimeProvider.System.GetElapsedTime(start);
        Rounds.Add(requests, passed, Server.Cpu - cpu);
        Client.Add(requests, passed, Environment.CpuUsage.TotalTime - own);
    }

    public void Dispose()
    {
        _load.Dispose();
        Server.Dispose();
    }
}
