namespace Messaging.Benchmarks;

/// <summary>Requests a second over the loopback network, of our server and of two that are not ours, in turns.</summary>
/// <param name="name">The word that selects the figure.</param>
/// <param name="depth">How many requests a connection has under way.</param>
internal sealed class LoopbackFigure(string name, int depth) : IFigure
{
    private const int Connections = 8;

    public string Name => name;

    public async Task MeasureAsync(bool quick)
    {
        var runs = new List<ServerRun>();
        try
        {
            foreach (var kind in ServerKind.All)
            {
                await StartAsync(kind, runs);
            }

            var time = TimeSpan.FromSeconds(quick ? 1 : 4);
            runs.ForEach(run => run.WarmUp(time));
            for (var round = 0; round < (quick ? 3 : 5); round++)
            {
                runs.ForEach(run => run.Measure(time));
            }

            Report(runs);
        }
        finally
        {
            runs.ForEach(run => run.Dispose());
        }
    }

    private async Task StartAsync(ServerKind kind, List<ServerRun> runs)
    {
        if (await RunningServer.StartAsync(kind) is { } server)
        {
            runs.Add(new ServerRun(kind, server, Connections, depth));
        }
        else
        {
            Output.WriteMissing($"{name} {kind.Name}", kind.WhenMissing);
        }
    }

    private void Report(List<ServerRun> runs)
    {
        foreach (var run in runs)
        {
            Output.Write($"{name} {run.Name}, {Connections} connections, median", run.Rounds.Median, "requests/s");
            Output.Write($"{name} {run.Name}, time of the server's processor", 1e6 / run.Rounds.MedianPerCore, "µs/request");
            Output.Write($"{name} {run.Name}, time of the client's processor", 1e6 / run.Client.MedianPerCore, "µs/request");
            Output.Write($"{name} {run.Name}, start to first answer", run.Server.StartedIn.TotalMilliseconds, "ms");
        }

        if (runs.Find(run => run.Name == ServerKind.All[0].Name) is not { } ours)
        {
            return;
        }

        foreach (var other in runs.Where(run => run != ours))
        {
            Output.Write($"{name} ours to {other.Name}, requests", ours.Rounds.Median / other.Rounds.Median, "times");
            Output.Write(
                $"{name} ours to {other.Name}, requests per second of the server's processor",
                ours.Rounds.MedianPerCore / other.Rounds.MedianPerCore,
                "times");
        }
    }
}
