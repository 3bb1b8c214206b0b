using Messaging.Local;

namespace Messaging.Benchmarks;

/// <summary>How much memory a queued message takes beside the string that is its body.</summary>
internal sealed class MemoryFigure : IFigure
{
    private const int Million = 1_000_000;
    private const int BodyLength = 100;

    // Header, length and the closing zero of a string, rounded up to whole words.
    private const int BodyBytes = (22 + (2 * BodyLength) + 7) / 8 * 8;

    public string Name => "memory";

    public Task MeasureAsync(bool quick)
    {
        foreach (var ledger in (bool[])[false, true])
        {
            Measure(quick ? Million / 10 : Million, ledger);
        }

        return Task.CompletedTask;
    }

    private static void Measure(int messages, bool ledger)
    {
        using var broker = new LocalBroker(new LocalBrokerOptions { KeepLedger = ledger });
        var region = broker.RegionOf(broker.Region);
        var queue = region.Queues.Create("orders", new Dictionary<string, string>(), new Dictionary<string, string>());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var at = 0; at < messages; at++)
        {
            region.Messages.Send(queue, new SendRequest(new MessageContent(new string('m', BodyLength))));
        }

        var after = GC.GetTotalMemory(forceFullCollection: true);
        Output.Write(
            $"memory of a queued message beside its body, {messages} queued, ledger {(ledger ? "on" : "off")}",
            ((after - before) / (double)messages) - BodyBytes,
            "bytes");
        GC.KeepAlive(broker);
    }
}
