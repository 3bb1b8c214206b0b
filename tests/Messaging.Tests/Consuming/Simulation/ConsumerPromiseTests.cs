using CsCheck;

namespace Messaging.Tests.Consuming.Simulation;

/// <summary>The promises of the consumer, each for histories by chance with faults in every call.</summary>
public sealed class ConsumerPromiseTests
{
    private static readonly int[] HandlerMilliseconds = [1, 50, 200, 4_000, 15_000];
    private static readonly int[] VisibilitySeconds = [5, 10, 30];
    private static readonly int[] BatchSizes = [1, 1, 5];
    private static readonly TimeSpan Long = TimeSpan.FromHours(2);

    private static Gen<(SimulationSettings Settings, int Seed)> Histories(bool isFifo) =>
        from seed in Gen.Int[0, int.MaxValue - 1]
        from concurrency in Gen.Int[1, 12]
        from handlerMilliseconds in Gen.Int[0, 4].Select(index => HandlerMilliseconds[index])
        from visibilitySeconds in Gen.Int[0, 2].Select(index => VisibilitySeconds[index])
        from messages in Gen.Int[1, 60]
        from groups in Gen.Int[1, 8]
        from batch in Gen.Int[0, 2].Select(index => BatchSizes[index])
        from failure in Gen.Enum<GroupFailure>()
        select (new SimulationSettings
        {
            IsFifo = isFifo,
            Messages = messages,
            Groups = groups,
            HandlerTime = TimeSpan.FromMilliseconds(handlerMilliseconds),
            Options = new ConsumerOptions
            {
                MaxConcurrency = concurrency,
                MaxBatch = batch,
                GroupFailure = failure,
                Visibility = TimeSpan.FromSeconds(visibilitySeconds),
            },
        }, seed);

    [Fact]
    public void Standard_queue_loses_nothing_and_handles_one_message_once_at_a_time() =>
        Histories(isFifo: false).Sample(history => RunToTheEnd(history.Settings, history.Seed), iter: 3_000);

    [Fact]
    public void Fifo_queue_loses_nothing_and_never_overtakes() =>
        Histories(isFifo: true).Sample(history => RunToTheEnd(history.Settings, history.Seed), iter: 3_000);

    [Fact]
    public void Stopping_a_standard_consumer_at_any_time_leaves_nothing_held_and_dead_letters_nothing_unhandled() =>
        Gen.Select(Histories(isFifo: false), Gen.Int[0, 20_000])
            .Sample((history, stopAt) => StopSomewhere(history.Settings, history.Seed, stopAt), iter: 2_000);

    [Fact]
    public void Stopping_a_fifo_consumer_at_any_time_leaves_nothing_held_and_dead_letters_nothing_unhandled() =>
        Gen.Select(Histories(isFifo: true), Gen.Int[0, 20_000])
            .Sample((history, stopAt) => StopSomewhere(history.Settings, history.Seed, stopAt), iter: 2_000);

    [Fact]
    public void A_backlog_with_a_trivial_handler_takes_at_most_0_21_requests_per_message()
    {
        var simulation = new ConsumerSimulation(
            new SimulationSettings
            {
                Messages = 2_000,
                HandlerTime = TimeSpan.FromMilliseconds(1),
                Options = new ConsumerOptions(),
                Outcome = static (_, _) => Settlement.Complete,
            }, 1)
        {
            HasFaults = false,
        };
        simulation.Start();

        simulation.RunUntil(() => simulation.Queue.Messages.TrueForAll(message => message.IsDeleted), Long);

        Assert.True(simulation.Queue.Messages.TrueForAll(message => message.IsDeleted));
        Assert.InRange((double)simulation.Requests / simulation.Queue.Messages.Count, 0.2, 0.21);
    }

    private static void RunToTheEnd(SimulationSettings settings, int seed)
    {
        var simulation = new ConsumerSimulation(settings, seed);
        simulation.Start();
        simulation.RunUntil(() => false, TimeSpan.FromMinutes(10));
        simulation.HasFaults = false;
        simulation.RunUntil(() => simulation.Queue.Messages.TrueForAll(message => message.IsGone), Long);

        foreach (var message in simulation.Queue.Messages)
        {
            Assert.True(message.IsGone, $"{message.Id} is stuck: received {message.ReceiveCount}, handled {message.TimesHandled}");
            Assert.True(message.IsSafe, $"{message.Id} is lost");
            Assert.True(message.ReceiveCount <= settings.MaxReceives, $"{message.Id} was received {message.ReceiveCount} times");
        }
    }

    private static void StopSomewhere(SimulationSettings settings, int seed, int stopAtMilliseconds)
    {
        var simulation = new ConsumerSimulation(settings, seed);
        simulation.Start();
        simulation.RunUntil(() => false, TimeSpan.FromMilliseconds(stopAtMilliseconds));
        simulation.HasFaults = false;
        simulation.Stop();
        simulation.RunUntil(() => simulation.Hosts[0].IsDone, Long);

        Assert.True(simulation.Hosts[0].IsDone, $"not done: {simulation.Held} held");
        Assert.Equal(0, simulation.Held);
        foreach (var message in simulation.Queue.Messages.Where(message => message.IsDeleted || message.IsRedriven))
        {
            Assert.True(message.TimesStarted > 0 || message.IsCopied, $"{message.Id} is gone and never started");
        }
    }
}
