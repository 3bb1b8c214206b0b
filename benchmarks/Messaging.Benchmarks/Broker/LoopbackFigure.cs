namespace Messaging.Benchmarks;

/// <summary>Requests a second over the loopback network, of our server and of two that are not ours, in turns.</summary>
internal sealed class LoopbackFigure : IFigure
{
    private const int Connections = 8;

    public string Name => "loopback";

    public async Task MeasureAsync(bool quick)
    {
        var runs = new List<ServerRun>();
        try
        {
            foreach (var kind in ServerKind.All)
            {
                if (await ServerRun.StartAsync(kind, Connections) is { } run)
                {
                    runs.Add(run);
                }
                else
                {
                    Output.WriteMissing($"loopback {kind.Name}", kind.WhenMissing);
                }
            }

            var time = TimeSpan.FromSeconds(quick ? 1 : 4);
            await EachAsync(runs, run => run.WarmUpAsync(time));
            for (var round = 0; round < (quick ? 1 : 5); round++)
            {
                await EachAsync(runs, run => run.MeasureAsync(time));
            }

            Report(runs);
        }
        finally
        {
            runs.ForEach(run => run.Dispose());
        }
    }

    private static async Task EachAsync(List<ServerRun> runs, Func<ServerRun, Task> work)
    {
        foreach (var run in runs)
        {
            await work(run);
        }
    }

    private static void Report(List<ServerRun> runs)
    {
        foreach (var run in runs)
        {
            Output.Write($"loopback {run.Name}, {Connections} connections, median", run.Rounds.Median, "requests/s");
            Output.Write(
                $"loopback {run.Name}, time of the server's processor", 1e6 / run.Rounds.MedianPerCore, "µs/request");
            Output.Write(
                $"loopback {run.Name}, start to first answer", run.Server.StartedIn.TotalMilliseconds, "ms");
        }

        if (runs.Find(run => run.Name == ServerKind.All[0].Name) is not { } ours)
        {
            return;
        }

        foreach (var other in runs.Where(run => run != ours))
        {
            Output.Write($"loopback ours to {other.Name}, requests", ours.Rounds.Median / other.Rounds.Median, "times");
            Output.Write(
                $"loopback ours to {other.Name}, requests per second of the server's processor",
                ours.Rounds.MedianPerCore / other.Rounds.MedianPerCore,
                "times");
        }
    }
}
