namespace Messaging.Benchmarks;

/// <summary>The rate of a FIFO queue with a thousand groups, beside that of a standard queue, in turns.</summary>
internal sealed class FifoFigure : IFigure
{
    public string Name => "consume-fifo";

    public async Task MeasureAsync(bool quick)
    {
        using var bench = await EngineBench.StartAsync();
        var count = quick ? 5_000 : 20_000;
        var rates = new List<(double Fifo, double Standard)>();
        for (var pair = 0; pair <= (quick ? 3 : 5); pair++)
        {
            var fifo = await bench.CreateQueueAsync($"orders-{pair}.fifo");
            await bench.SendAsync(await bench.CreateQueueAsync($"orders-{pair}"), count);
            await bench.SendAsync(fifo, count, groups: 1_000);
            rates.Add((await RateAsync(bench, $"orders-{pair}.fifo", count), await RateAsync(bench, $"orders-{pair}", count)));
        }

        Output.Write($"{Name}, standard queue", Cost.Median(rates.Skip(1).Select(rate => rate.Standard)), "messages/s");
        Output.Write($"{Name}, 1,000 groups", Cost.Median(rates.Skip(1).Select(rate => rate.Fifo)), "messages/s");
        Output.WriteGate(
            $"{Name} to standard", 100 * Cost.Median(rates.Skip(1).Select(rate => rate.Fifo / rate.Standard)), "percent", atLeast: 70);
    }

    private static async Task<double> RateAsync(EngineBench bench, string queue, int count)
    {
        var work = new BenchWork();
        using var host = bench.CreateHost(queue, work, options => options.MaxConcurrency = 40);
        var cost = await Cost.OfAsync(count, async () =>
        {
            await host.StartAsync();
            await work.UntilAsync(count);
        });
        await host.StopAsync();
        return cost.PerSecond;
    }
}
