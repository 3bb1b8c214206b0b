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

    public void WarmUp(TimeSpan time) => _load.Run(time);

    public void Measure(TimeSpan time)
    {
        var cpu = Server.Cpu;
        var start = TimeProvider.System.GetTimestamp();
        var requests = _load.Run(time);
        Rounds.Add(requests, TimeProvider.System.GetElapsedTime(start), Server.Cpu - cpu);
    }

    public void Dispose()
    {
        _load.Dispose();
        Server.Dispose();
    }
}
