namespace Messaging.Benchmarks;

/// <summary>How many messages the engine moves from sender to deletion in a second.</summary>
internal sealed class EngineFigure(string name, EngineShape shape) : IFigure
{
    private const int Cycles = 500_000;
    private const int QuickCycles = 100_000;

    // As many in a quick run, or it would measure code that is not yet optimised.
    private const int WarmUpCycles = 2_000_000;

    public string Name => name;

    public async Task MeasureAsync(bool quick)
    {
        using var load = new EngineLoad(shape);
        var cycles = quick ? QuickCycles : Cycles;
        await load.RunAsync(WarmUpCycles);
        var allocated = GC.GetTotalAllocatedBytes();
        var (paused, start) = (GC.GetTotalPauseDuration(), TimeProvider.System.GetTimestamp());
        var rounds = new Rounds();
        var count = quick ? 3 : 7;
        await rounds.MeasureAsync(count, cycles, load.RunAsync);
        var collecting = (GC.GetTotalPauseDuration() - paused) / TimeProvider.System.GetElapsedTime(start);
        allocated = (GC.GetTotalAllocatedBytes() - allocated) / (count * (long)cycles);

        var title = $"{name} (send + receive + delete; {shape})";
        Output.Write($"{title}, median per core", rounds.MedianPerCore, "messages/s");
        Output.Write($"{title}, least per core", rounds.LeastPerCore, "messages/s");
        Output.Write($"{title}, median by the clock", rounds.Median, "messages/s");
        Output.Write($"{title}, allocated", allocated, "bytes/message");
        Output.Write($"{title}, time in the collector", 100 * collecting, "%");
    }
}
