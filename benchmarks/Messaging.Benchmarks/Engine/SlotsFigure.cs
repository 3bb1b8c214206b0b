using Messaging.Tests.Consuming.Simulation;

namespace Messaging.Benchmarks;

/// <summary>How busy the slots are with 20 ms handlers and a queue that is 10 ms away, in virtual time.</summary>
internal sealed class SlotsFigure : IFigure
{
    private const int Slots = 100;

    public string Name => "slots-busy";

    public Task MeasureAsync(bool quick)
    {
        var simulation = new ConsumerSimulation(
            new SimulationSettings
            {
                Messages = quick ? 30_000 : 100_000,
                HandlerTime = TimeSpan.FromMilliseconds(20),
                MaxLatency = TimeSpan.FromMilliseconds(9),
                Options = new ConsumerOptions { MaxConcurrency = Slots },
                Outcome = static (_, _) => Settlement.Complete,
            }, 1)
        { HasFaults = false };
        simulation.Start();
        simulation.RunUntil(() => false, TimeSpan.FromSeconds(1));
        var (busy, ticks) = (0, 0);
        while (simulation.Queue.Messages.Count - simulation.Hosts[0].Started > 1_000)
        {
            simulation.RunUntil(() => false, TimeSpan.FromMilliseconds(1));
            busy += simulation.Hosts[0].Running;
            ticks++;
        }

        Output.WriteGate(Name, 100.0 * busy / (ticks * Slots), "percent", atLeast: 95);
        return Task.CompletedTask;
    }
}
