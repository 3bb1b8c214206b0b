using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Benchmarks;

/// <summary>How many requests a message costs that one of 64 callers publishes by itself.</summary>
internal sealed class PublishRequestsFigure : IFigure
{
    public string Name => "publish-64";

    public async Task MeasureAsync(bool quick)
    {
        using var bench = await EngineBench.StartAsync();
        await bench.CreateQueueAsync("orders");
        using var host = bench.CreateHost("orders", new BenchWork(), consumes: false);
        await host.StartAsync();
        var publisher = host.Services.GetRequiredService<IMessagePublisher>();
        await PublishAsync(publisher, 1_000);
        using var requests = new RequestCount();
        var count = quick ? 20_000 : 100_000;
        await PublishAsync(publisher, count);
        Output.WriteGate(Name, (double)requests.Value / count, "requests/message", atMost: 0.105);
        await host.StopAsync();
    }

    /// <summary>Publishes with 64 callers, each of which waits for one message before it publishes the next.</summary>
    public static Task PublishAsync(IMessagePublisher publisher, int count)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var number && number < count)
            {
                await publisher.PublishAsync(BenchOrder.Create(number));
            }
        }));
    }
}
