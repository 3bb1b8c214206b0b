namespace Messaging.Benchmarks;

/// <summary>What a trickle of messages costs on three hosts, in requests and in time to the handler.</summary>
internal sealed class TrickleFigure(int perSecond, int linger) : IFigure
{
    private const int Hosts = 3;

    public string Name => $"trickle-{perSecond}-linger-{linger}";

    public async Task MeasureAsync(bool quick)
    {
        using var bench = await EngineBench.StartAsync();
        var url = await bench.CreateQueueAsync("orders");
        var work = new BenchWork { Latencies = [] };
        var hosts = Enumerable.Range(0, Hosts)
            .Select(_ => bench.CreateHost("orders", work, options => options.ReceiveLinger = TimeSpan.FromMilliseconds(linger)))
            .ToList();
        using var requests = new RequestCount();
        await Task.WhenAll(hosts.Select(host => host.StartAsync()));
        var before = requests.Value;
        var count = perSecond * (quick ? 10 : 30);
        await SendSteadilyAsync(bench, url, count);
        await work.UntilAsync(count);
        await Task.WhenAll(hosts.Select(host => host.StopAsync()));

        // The sender's own requests are counted in this process too.
        var each = (double)(requests.Value - before - count) / count;
        var latencies = work.Latencies.Order().ToList();
        if (perSecond == 20 && linger == 500)
        {
            Output.WriteGate($"{Name} requests", each, "requests/message", atMost: 0.7);
        }
        else
        {
            Output.Write($"{Name} requests", each, "requests/message");
        }

        Output.Write($"{Name} latency, median", latencies[latencies.Count / 2].TotalMilliseconds, "ms");
        Output.Write($"{Name} latency, 95 %", latencies[latencies.Count * 95 / 100].TotalMilliseconds, "ms");
        hosts.ForEach(host => host.Dispose());
    }

    private async Task SendSteadilyAsync(EngineBench bench, string url, int count)
    {
        var start = TimeProvider.System.GetTimestamp();
        var sends = new List<Task>(count);
        for (var number = 0; number < count; number++)
        {
            var wait = (TimeSpan.FromSeconds(1) * number / perSecond) - TimeProvider.System.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, TimeProvider.System);
            }

            sends.Add(bench.SendOneAsync(url, number));
        }

        await Task.WhenAll(sends);
    }
}
