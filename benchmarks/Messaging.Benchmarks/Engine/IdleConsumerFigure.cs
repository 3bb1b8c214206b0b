namespace Messaging.Benchmarks;

/// <summary>What a host costs while its queue is empty.</summary>
internal sealed class IdleConsumerFigure : IFigure
{
    public string Name => "consume-idle";

    public async Task MeasureAsync(bool quick)
    {
        using var bench = await EngineBench.StartAsync();
        await bench.CreateQueueAsync("orders");
        using var host = bench.CreateHost("orders", new BenchWork());
        using var requests = new RequestCount();
        await host.StartAsync();

        // Begins behind the requests of the start; a long poll takes 20 seconds, and is counted when it is answered.
        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System);
        var before = requests.Value;
        await Task.Delay(TimeSpan.FromSeconds(60), TimeProvider.System);
        Output.WriteGate(Name, requests.Value - before, "requests/minute", atMost: 3);
        await host.StopAsync();
    }
}
