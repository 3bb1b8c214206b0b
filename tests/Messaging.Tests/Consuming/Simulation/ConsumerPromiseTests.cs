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
        from breakAfter in Gen.Int[0, 4]
        from maxParked in Gen.Int[1, 12]
        from linger in Gen.Int[0, 1]
        from isAdaptive in Gen.Bool
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
                BreakAfter = breakAfter,
                MaxParked = maxParked,
                MaxParkTime = TimeSpan.FromMinutes(3),
                ReceiveLinger = TimeSpan.FromMilliseconds(500 * linger),
                IsAdaptive = isAdaptive,
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pausing_and_resuming_at_any_time_loses_nothing(bool isFifo) =>
        Gen.Select(Histories(isFifo), Gen.Int[0, 20_000], Gen.Int[0, 60_000])
            .Sample((history, pauseAt, pausedFor) => PauseSomewhere(history.Settings, history.Seed, pauseAt, pausedFor), iter: 500);

    [Fact]
    public void Consumers_that_share_a_limit_never_exceed_it_and_all_come_to_their_end() =>
        Gen.Select(Histories(isFifo: false), Gen.Int[1, 6], Gen.Int[2, 4])
            .Sample((history, limit, hosts) => ShareLimit(history.Settings, history.Seed, limit, hosts), iter: 500);

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
        simulation.RunUntil(() => simulation.Queue.IsEmpty, TimeSpan.FromMinutes(10));
        Finish(simulation);
    }

    private static void Finish(ConsumerSimulation simulation)
    {
        simulation.HasFaults = false;
        simulation.RunUntil(() => simulation.Queue.IsEmpty, Long);

        foreach (var message in simulation.Queue.Messages)
        {
            simulation.Require(
                message.IsGone, $"{message.Id} is stuck: received {message.ReceiveCount}, started {message.TimesStarted}, held {simulation.Held}");
            Assert.True(message.IsSafe, $"{message.Id} is lost");
            Assert.True(message.ReceiveCount <= simulation.Settings.MaxReceives, $"{message.Id} was received {message.ReceiveCount} times");
        }
    }

    private static void PauseSomewhere(SimulationSettings settings, int seed, int pauseAt, int pausedFor)
    {
        var simulation = new ConsumerSimulation(settings, seed);
        var host = simulation.Hosts[0];
        simulation.Start();
        simulation.RunUntil(() => false, TimeSpan.FromMilliseconds(pauseAt));
        host.Pause();
        var started = host.Started;
        simulation.RunUntil(() => false, TimeSpan.FromMilliseconds(pausedFor));
        Assert.Equal(started, host.Started);
        host.Resume();
        Finish(simulation);
    }

    private static void ShareLimit(SimulationSettings settings, int seed, int limit, int hosts)
    {
        var simulation = new ConsumerSimulation(settings, seed, hosts: 0);
        var shared = new SharedSlots(limit);
        for (var number = 0; number < hosts; number++)
        {
            simulation.Add(settings.Options, settings.HandlerTime, shared);
        }

        simulation.Start();
        for (var tick = 0; tick < 100; tick++)
        {
            simulation.RunUntil(() => false, TimeSpan.FromSeconds(1));
            Assert.InRange(simulation.Hosts.Sum(host => host.Running), 0, limit);
        }

        Finish(simulation);
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
            simulation.Require(message.TimesStarted > 0 || message.IsCopied, $"{message.Id} of {message.Group} is gone and never started", message.Id);
        }
    }
}
