using CsCheck;

namespace Messaging.Tests.Consuming.Simulation;

/// <summary>Histories in which consumers are paused, stand still and are replaced, while messages end in every way there is.</summary>
public sealed class DisturbedHistoryTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(4);

    [Theory]
    [Trait("Promise", "1, 2, 3, 4, 7")]
    [InlineData(true)]
    [InlineData(false)]
    public void Whatever_happens_to_consumers_nothing_is_lost_or_stuck_and_no_group_is_overtaken(bool isFifo) =>
        Gen.Int[0, int.MaxValue - 2].Sample(
            seed =>
            {
                var random = new Random(seed);
                var simulation = Start(Settings(isFifo, random, new Random(seed + 1)), seed, random);
                for (var round = random.Next(1, 10); round > 0; round--)
                {
                    simulation.RunUntil(() => false, TimeSpan.FromMilliseconds(random.Next(10_000)));
                    Disturb(simulation, random);
                }

                simulation.HasFaults = false;
                if (random.Next(2) == 0)
                {
                    Replace(simulation);
                }

                simulation.RunUntil(() => simulation.Queue.IsEmpty, Long);
                foreach (var message in simulation.Queue.Messages)
                {
                    simulation.Require(message.IsGone, $"{message.Id} is stuck, {simulation.Held} are held");
                    simulation.Require(message.IsSafe, $"{message.Id} is lost");
                }
            },
            iter: 2_000);

    private static ConsumerSimulation Start(SimulationSettings settings, int seed, Random random)
    {
        var hosts = random.Next(1, 4);
        var isShared = random.Next(3) == 0;
        var simulation = new ConsumerSimulation(settings, seed, hosts: isShared ? 0 : hosts);
        if (isShared)
        {
            var slots = new SharedSlots(random.Next(1, 6));
            for (; hosts > 0; hosts--)
            {
                simulation.Add(settings.Options, settings.HandlerTime, slots);
            }
        }

        simulation.Start();
        return simulation;
    }

    private static void Disturb(ConsumerSimulation simulation, Random random)
    {
        var host = simulation.Hosts[random.Next(simulation.Hosts.Count)];
        switch (random.Next(4))
        {
            case 0:
                host.Pause();
                simulation.RunUntil(() => false, TimeSpan.FromMilliseconds(random.Next(5_000)));
                host.Resume();
                break;
            case 1:
                simulation.Time.Stall(TimeSpan.FromMilliseconds(random.Next(60_000)), simulation.Random);
                break;
            case 2:
                host.Stop();
                simulation.Add(simulation.Settings.Options, simulation.Settings.HandlerTime).Start();
                break;
        }
    }

    private static void Replace(ConsumerSimulation simulation)
    {
        simulation.Stop();
        simulation.RunUntil(() => simulation.Hosts.TrueForAll(host => host.IsDone), Long);
        simulation.Require(simulation.Hosts.TrueForAll(host => host.IsDone), "a consumer does not end");
        simulation.Require(simulation.Held == 0, $"{simulation.Held} messages are held after the stop");
        simulation.HasNoLongPolls = false;
        simulation.Add(simulation.Settings.Options, simulation.Settings.HandlerTime).Start();
    }

    private static SimulationSettings Settings(bool isFifo, Random random, Random outcomes)
    {
        var failing = random.Next(4);
        return new SimulationSettings
        {
            IsFifo = isFifo,
            Messages = random.Next(1, 60),
            Groups = random.Next(1, 10),
            MaxReceives = random.Next(1, 8),
            FaultRate = random.Next(3) * 0.05,
            HandlerTime = TimeSpan.FromMilliseconds(new[] { 1, 50, 200, 4_000, 15_000 }[random.Next(5)]),
            Options = new ConsumerOptions
            {
                MaxConcurrency = random.Next(1, 12),
                MaxBatch = new[] { 1, 5, 20 }[random.Next(3)],
                GroupFailure = (GroupFailure)random.Next(3),
                BreakAfter = random.Next(5),
                MaxParked = random.Next(1, 12),
                MaxParkTime = TimeSpan.FromMinutes(3),
                MaxBuffer = random.Next(0, 40),
                MaxGroupBlock = TimeSpan.FromSeconds(random.Next(1, 60)),
                IsAdaptive = random.Next(2) == 0,
                Visibility = TimeSpan.FromSeconds(new[] { 5, 10, 30 }[random.Next(3)]),
            },
            Outcome = (message, _) => (message.Number % 13) switch
            {
                3 => Settlement.Retry(null, new InvalidOperationException("fails always")),
                5 => Settlement.DeadLetter("no use"),
                7 when outcomes.Next(3) > 0 => Settlement.Retry(TimeSpan.FromSeconds(outcomes.Next(20))),
                _ => outcomes.Next(10) < failing ? Settlement.Retry(null, new InvalidOperationException("fails")) : Settlement.Complete,
            },
        };
    }
}
