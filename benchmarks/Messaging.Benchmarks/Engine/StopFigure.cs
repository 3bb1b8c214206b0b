namespace Messaging.Benchmarks;

/// <summary>What becomes of 200 messages under way when the application stops.</summary>
internal sealed class StopFigure : IFigure
{
    private const int UnderWay = 200;
    private const int Messages = 1_000;

    public string Name => "stop";

    public async Task MeasureAsync(bool quick)
    {
        using var bench = await EngineBench.StartAsync();
        var url = await bench.CreateQueueAsync("orders");
        await bench.SendAsync(url, Messages);
        var work = new BenchWork(milliseconds: 1_000) { Times = new() };
        using (var host = bench.CreateHost("orders", work, options => options.MaxConcurrency = UnderWay))
        {
            await host.StartAsync();
            while (work.Running < UnderWay)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
            }

            await host.StopAsync();
        }

        var invisible = await bench.Client.GetQueueAttributesAsync(url, ["ApproximateNumberOfMessagesNotVisible"]);
        using (var host = bench.CreateHost("orders", work, options => options.MaxConcurrency = UnderWay))
        {
            await host.StartAsync();
            await work.UntilAsync(Messages);
            await host.StopAsync();
        }

        Output.WriteGate($"{Name}, handled twice", work.Times.Count(times => times.Value > 1), "messages", atMost: 0);
        Output.WriteGate($"{Name}, cut off", work.CutOff, "handlers", atMost: 0);
        Output.WriteGate($"{Name}, left invisible", invisible.ApproximateNumberOfMessagesNotVisible, "messages", atMost: 0);
    }
}
