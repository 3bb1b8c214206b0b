using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Benchmarks;

/// <summary>Time of the processor for a published message, beside sends batched by hand, in turns.</summary>
internal sealed class PublishCostFigure : IFigure
{
    public string Name => "publish-cost";

    public async Task MeasureAsync(bool quick)
    {
        using var bench = await EngineBench.StartAsync();
        var url = await bench.CreateQueueAsync("orders");
        using var host = bench.CreateHost("orders", new BenchWork(), consumes: false);
        await host.StartAsync();
        var publisher = host.Services.GetRequiredService<IMessagePublisher>();
        var count = quick ? 5_000 : 20_000;
        var (ours, loops) = (new List<Cost>(), new List<Cost>());

        // The first pair warms up.
        for (var pair = 0; pair <= (quick ? 3 : 7); pair++)
        {
            loops.Add(await Cost.OfAsync(count, () => HandLoop.PublishAsync(bench.Client, url, count)));
            ours.Add(await Cost.OfAsync(count, () => PublishRequestsFigure.PublishAsync(publisher, count)));
        }

        ConsumeCostFigure.Report("publish", ours.Skip(1).ToList(), loops.Skip(1).ToList(), bytesAtMost: 2, cpuAtMost: 1.3);
        await host.StopAsync();
    }
}
