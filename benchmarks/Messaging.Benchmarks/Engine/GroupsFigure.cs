using System.Globalization;
using Messaging.Tests.Consuming.Simulation;

namespace Messaging.Benchmarks;

/// <summary>How fast and with how many requests a FIFO backlog drains, by how many groups it is in; in virtual time.</summary>
internal sealed class GroupsFigure : IFigure
{
    private const int HandlerMilliseconds = 20;

    // In rows: those of a group one behind the other, so that a receive brings ten of one group.
    private static readonly (int Groups, int Messages, bool InRows)[] Shapes =
        [(1, 1_000, true), (10, 100, true), (10, 100, false), (1_000, 1, false)];

    public string Name => "fifo-groups";

    public Task MeasureAsync(bool quick)
    {
        foreach (var (groups, messages, inRows) in Shapes)
        {
            Measure(groups, messages, inRows);
        }

        return Task.CompletedTask;
    }

    private void Measure(int groups, int messages, bool inRows)
    {
        var simulation = new ConsumerSimulation(
            new SimulationSettings
            {
                IsFifo = true,
                Messages = 0,
                HandlerTime = TimeSpan.FromMilliseconds(HandlerMilliseconds),
                MaxLatency = TimeSpan.FromMilliseconds(9),
                Options = new ConsumerOptions(),
                Outcome = static (_, _) => Settlement.Complete,
            }, 1)
        { HasFaults = false };
        for (var number = 0; number < groups * messages; number++)
        {
            simulation.Queue.Send(new SimulatedMessage(number, $"g{(inRows ? number / messages : number % groups)}"));
        }

        simulation.Start();
        simulation.RunUntil(() => simulation.Queue.IsEmpty, TimeSpan.FromHours(1));
        var name = string.Create(CultureInfo.InvariantCulture, $"{Name}-{groups}x{messages}{(inRows ? "-in-rows" : "")}");
        Output.Write($"{name} requests", (double)simulation.Requests / (groups * messages), "requests/message");
        Output.Write($"{name} time", simulation.Time.Now.TotalSeconds, "s");
    }
}
