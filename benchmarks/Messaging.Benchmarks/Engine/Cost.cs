namespace Messaging.Benchmarks;

/// <summary>What some work took of the processor and of the heap, for a message.</summary>
internal readonly record struct Cost(double Microseconds, double Bytes, double PerSecond)
{
    public static async Task<Cost> OfAsync(int count, Func<Task> work)
    {
        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes();
        var cpu = Environment.CpuUsage.TotalTime;
        var start = TimeProvider.System.GetTimestamp();
        await work();
        var passed = TimeProvider.System.GetElapsedTime(start);
        return new Cost(
            (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / count,
            (double)(GC.GetTotalAllocatedBytes() - bytes) / count,
            count / passed.TotalSeconds);
    }

    public static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        return ordered[ordered.Count / 2];
    }
}
