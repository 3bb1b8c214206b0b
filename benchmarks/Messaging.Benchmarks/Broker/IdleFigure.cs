using Messaging.Local;

namespace Messaging.Benchmarks;

/// <summary>How many timers are set while nobody waits: a broker that was used and left alone must set none.</summary>
internal sealed class IdleFigure : IFigure
{
    public string Name => "idle";

    public async Task MeasureAsync(bool quick)
    {
        var clock = new SteppingClock();
        using var broker = new LocalBroker(new LocalBrokerOptions(), clock);
        var region = broker.RegionOf(broker.Region);
        var queue = region.Queues.Create("orders", new Dictionary<string, string>(), new Dictionary<string, string>());
        for (var at = 0; at < 1000; at++)
        {
            region.Messages.Send(queue, new SendRequest(new MessageContent("m")) { DelaySeconds = at % 900 });
            await region.Messages.ReceiveAsync(queue, new ReceiveRequest(), CancellationToken.None);
        }

        Output.Write("idle broker with 1000 hidden messages, timers set", clock.Set, "timers");
    }
}
