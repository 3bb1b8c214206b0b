namespace Messaging.Benchmarks;

/// <summary>How many requests a message of a backlog costs: receives, deletes and extensions.</summary>
internal sealed class RequestsFigure(string name, int messages, int handlerMilliseconds, int concurrency, double atMost) : IFigure
{
    public string Name => name;

    public async Task MeasureAsync(bool quick)
    {
        using var bench = await EngineBench.StartAsync();
        var count = quick && handlerMilliseconds == 0 ? messages / 5 : messages;
        await bench.SendAsync(await bench.CreateQueueAsync("orders"), count);
        var work = new BenchWork(handlerMilliseconds);
        using var host = bench.CreateHost("orders", work, options => options.MaxConcurrency = concurrency);
        using var requests = new RequestCount();
        await host.StartAsync();
        await work.UntilAsync(count);
        await host.StopAsync();
        Output.WriteGate(name, (double)requests.Value / count, "requests/message", atMost);
    }
}
