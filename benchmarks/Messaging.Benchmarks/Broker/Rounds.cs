namespace Messaging.Benchmarks;

/// <summary>Does the same work several times; keeps the time that passed and the time of the processor.</summary>
internal sealed class Rounds
{
    private readonly List<double> _perSecond = [];
    private readonly List<double> _perSecondAndCore = [];

    public double Median => At(_perSecond, 0.5);

    public double Least => At(_perSecond, 0);

    /// <summary>Gets the median by the time of the processor, which other programs on the machine do not take away.</summary>
    public double MedianPerCore => At(_perSecondAndCore, 0.5);

    public double LeastPerCore => At(_perSecondAndCore, 0);

    public async Task MeasureAsync(int count, int operations, Func<int, Task> work)
    {
        for (var round = 0; round < count; round++)
        {
            var cpu = Environment.CpuUsage.TotalTime;
            var start = TimeProvider.System.GetTimestamp();
            await work(operations);
            Add(operations, TimeProvider.System.GetElapsedTime(start), Environment.CpuUsage.TotalTime - cpu);
        }
    }

    public void Add(int operations, TimeSpan passed, TimeSpan cpu)
    {
        _perSecond.Add(operations / passed.TotalSeconds);
        _perSecondAndCore.Add(operations / cpu.TotalSeconds);
    }

    private static double At(List<double> values, double place) =>
        values.Order().ElementAt((int)((values.Count - 1) * place));
}
