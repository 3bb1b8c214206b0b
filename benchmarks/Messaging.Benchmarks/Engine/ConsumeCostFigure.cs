namespace Messaging.Benchmarks;

/// <summary>Bytes and time of the processor for a consumed message, beside a loop by hand, in turns.</summary>
internal sealed class ConsumeCostFigure : IFigure
{
    public string Name => "consume-cost";

    public async Task MeasureAsync(bool quick)
    {
        using var bench = await EngineBench.StartAsync();
        var count = quick ? 5_000 : 20_000;
        var (ours, loops) = (new List<Cost>(), new List<Cost>());

        // The first pair warms up.
        for (var pair = 0; pair <= (quick ? 3 : 7); pair++)
        {
            // A queue for each: a long poll that was cancelled may still take messages.
            var byHand = await bench.CreateQueueAsync($"orders-by-hand-{pair}");
            await bench.SendAsync(byHand, count);
            loops.Add(await Cost.OfAsync(count, () => HandLoop.ConsumeAsync(bench.Client, byHand, new BenchWork(), count)));
            await bench.SendAsync(await bench.CreateQueueAsync($"orders-{pair}"), count);
            ours.Add(await ConsumeAsync(bench, $"orders-{pair}", count));
        }

        Report("consume", ours.Skip(1).ToList(), loops.Skip(1).ToList(), bytesAtMost: 1.15, cpuAtMost: 1.3);
    }

    public static void Report(string what, List<Cost> ours, List<Cost> loops, double bytesAtMost, double cpuAtMost)
    {
        var bytes = Cost.Median(ours.Zip(loops, (one, other) => one.Bytes / other.Bytes));
        var cpu = Cost.Median(ours.Zip(loops, (one, other) => one.Microseconds / other.Microseconds));
        Output.Write($"{what} by hand, allocated", Cost.Median(loops.Select(cost => cost.Bytes)), "bytes/message");
        Output.Write($"{what}, allocated", Cost.Median(ours.Select(cost => cost.Bytes)), "bytes/message");
        Output.WriteGate($"{what}, allocated to by hand", bytes, "times", bytesAtMost);
        Output.Write($"{what} by hand, processor", Cost.Median(loops.Select(cost => cost.Microseconds)), "µs/message");
        Output.Write($"{what}, processor", Cost.Median(ours.Select(cost => cost.Microseconds)), "µs/message");
        Output.WriteGate($"{what}, processor to by hand, median of pairs", cpu, "times", cpuAtMost);
        Output.Write($"{what} by hand, rate", Cost.Median(loops.Select(cost => cost.PerSecond)), "messages/s");
        Output.Write($"{what}, rate", Cost.Median(ours.Select(cost => cost.PerSecond)), "messages/s");
    }

    private static async Task<Cost> ConsumeAsync(EngineBench bench, string queue, int count)
    {
        var work = new BenchWork();
        using var host = bench.CreateHost(queue, work, options => options.MaxConcurrency = 40);
        return await Cost.OfAsync(count, async () =>
        {
            await host.StartAsync();
            await work.UntilAsync(count);
            await host.StopAsync();
        });
    }
}
