namespace Messaging.Benchmarks;

/// <summary>Measures calls side by side, in turns, after each has been warmed up.</summary>
internal sealed class BatchRounds(int batches)
{
    private const int Rounds = 5;

    // Less, and the compiler still works while the clock runs.
    private const int WarmUp = 20_000;

    public async Task MeasureAsync(params (string Name, Func<Task> Send)[] calls)
    {
        var bytes = calls.ToDictionary(call => call.Name, _ => long.MaxValue);
        var times = calls.ToDictionary(call => call.Name, _ => new List<TimeSpan>());
        foreach (var (_, send) in calls)
        {
            await RepeatAsync(send, WarmUp);
        }

        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (name, send) in calls)
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                var start = Environment.CpuUsage.TotalTime;
                await RepeatAsync(send, batches);
                times[name].Add(Environment.CpuUsage.TotalTime - start);
                bytes[name] = Math.Min(bytes[name], GC.GetTotalAllocatedBytes(precise: true) - before);
            }
        }

        foreach (var (name, _) in calls)
        {
            Output.Write($"{name}: allocated", (double)bytes[name] / batches, "bytes");
            Output.Write($"{name}: processor time, median", times[name].Order().ElementAt(Rounds / 2).TotalMicroseconds / batches, "microseconds");
        }
    }

    private static async Task RepeatAsync(Func<Task> send, int count)
    {
        for (var batch = 0; batch < count; batch++)
        {
            await send();
        }
    }
}
