using CsCheck;

namespace Messaging.Tests.Consuming.Simulation;

/// <summary>What a consumer promises, by the numbers in docs/consuming.md, for histories by chance; mostly with faults in every call.</summary>
/// <remarks>Breaks that show in the middle of a history are thrown by <see cref="SimulatedHost"/> and <see cref="ConsumerSimulation"/>.</remarks>
public sealed class ConsumerPromiseTests
{
    private const string Promise = "Promise";

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
    [Trait(Promise, "1, 2, 4, 7")]
    public void Standard_queue_loses_nothing_and_handles_one_message_once_at_a_time() =>
        Histories(isFifo: false).Sample(history => RunToTheEnd(history.Settings, history.Seed), iter: 3_000);

    [Fact]
    [Trait(Promise, "1, 2, 3, 4, 7")]
    public void Fifo_queue_loses_nothing_and_never_overtakes() =>
        Histories(isFifo: true).Sample(history => RunToTheEnd(history.Settings, history.Seed), iter: 3_000);

    [Theory]
    [Trait(Promise, "2, 3")]
    [InlineData(false)]
    [InlineData(true)]
    public void A_process_that_stalls_at_any_time_starts_nothing_that_lapsed_meanwhile(bool isFifo) =>
        Gen.Select(Histories(isFifo), Gen.Int[0, 20_000], Gen.Int[0, 60_000])
            .Sample((history, stallAt, stalledFor) => Stall(history.Settings, history.Seed, stallAt, stalledFor), iter: 500);

    [Fact]
    [Trait(Promise, "2")]
    public void A_message_that_comes_again_while_it_is_held_disturbs_nothing() =>
        Histories(isFifo: false).Sample(history => Repeat(history.Settings, history.Seed), iter: 500);

    [Theory]
    [Trait(Promise, "4, 5")]
    [InlineData(false)]
    [InlineData(true)]
    public void Stopping_at_any_time_leaves_nothing_held_or_hidden_or_dead_lettered_unhandled_and_the_next_process_goes_on(bool isFifo) =>
        Gen.Select(Histories(isFifo), Gen.Int[0, 20_000])
            .Sample((history, stopAt) => StopSomewhere(history.Settings, history.Seed, stopAt), iter: 2_000);

    [Theory]
    [Trait(Promise, "3, 4, 5")]
    [InlineData(false)]
    [InlineData(true)]
    public void Deploying_again_and_again_handles_each_message_once_and_uses_up_no_receive_counts(bool isFifo) =>
        Gen.Select(Histories(isFifo), Gen.Int[100, 10_000])
            .Sample((history, every) => Deploy(history.Settings, history.Seed, every), iter: 500);

    [Fact]
    [Trait(Promise, "3")]
    public void A_failing_message_of_a_fifo_group_has_exactly_its_attempts_and_costs_no_other_a_receive() =>
        Histories(isFifo: true).Sample(history => FailSome(history.Settings, history.Seed), iter: 500);

    [Fact]
    [Trait(Promise, "6")]
    public void A_backlog_takes_few_requests_and_no_message_waits_long_whatever_the_handlers_take() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 3_000], Gen.Int[0, 1_000])
            .Sample((concurrency, milliseconds, seed) => DrainBacklog(concurrency, TimeSpan.FromMilliseconds(milliseconds), seed), iter: 300);

    [Theory]
    [Trait(Promise, "1, 2, 3")]
    [InlineData(false)]
    [InlineData(true)]
    public void Pausing_and_resuming_at_any_time_loses_nothing(bool isFifo) =>
        Gen.Select(Histories(isFifo), Gen.Int[0, 20_000], Gen.Int[0, 60_000])
            .Sample((history, pauseAt, pausedFor) => PauseSomewhere(history.Settings, history.Seed, pauseAt, pausedFor), iter: 500);

    [Fact]
    [Trait(Promise, "1, 2")]
    public void Consumers_that_share_a_limit_never_exceed_it_and_all_come_to_their_end() =>
        Gen.Select(Histories(isFifo: false), Gen.Int[1, 6], Gen.Int[2, 4])
            .Sample((history, limit, hosts) => ShareLimit(history.Settings, history.Seed, limit, hosts), iter: 500);

    [Fact]
    [Trait(Promise, "6")]
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

    private static void Stall(SimulationSettings settings, int seed, int stallAt, int stalledFor)
    {
        var simulation = new ConsumerSimulation(settings, seed);
        simulation.Start();
        simulation.RunUntil(() => false, TimeSpan.FromMilliseconds(stallAt));
        simulation.Time.Stall(TimeSpan.FromMilliseconds(stalledFor), simulation.Random);
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
        foreach (var message in simulation.Queue.Messages)
        {
            simulation.Require(!message.IsGone || message.TimesStarted > 0 || message.IsCopied, $"{message.Id} is gone and never started", message.Id);
            simulation.Require(!message.IsStranded(simulation.Time.Now), $"{message.Id} never started and is still hidden", message.Id);
        }

        simulation.HasNoLongPolls = false;
        simulation.Add(settings.Options, settings.HandlerTime).Start();
        Finish(simulation);
    }

    private static void Repeat(SimulationSettings settings, int seed)
    {
        var options = new ConsumerOptions { MaxConcurrency = settings.Options.MaxConcurrency, MaxBatch = settings.Options.MaxBatch };
        var simulation = new ConsumerSimulation(
            settings with { MaxReceives = 100, Options = options, Outcome = static (_, _) => Settlement.Complete }, seed)
        { HasFaults = false };
        var repeats = 0;
        simulation.Queue.Repeats = () => simulation.Random.NextDouble() < 0.01 && repeats++ >= 0;
        simulation.Start();
        simulation.RunUntil(() => simulation.Queue.IsEmpty, Long);

        // Only an extension that is under way at that very moment fails, and says rightly that the hold is lost.
        Assert.InRange(simulation.Hosts[0].Cancelled, 0, 3 + (repeats / 2));
        Assert.All(simulation.Queue.Messages, message => Assert.True(message is { IsDeleted: true, TimesHandled: 1 }));
    }

    private static void Deploy(SimulationSettings settings, int seed, int everyMilliseconds)
    {
        var simulation = new ConsumerSimulation(
            settings with { MaxReceives = 3, Outcome = static (_, _) => Settlement.Complete }, seed)
        { HasFaults = false };
        simulation.Start();
        for (var deploy = 0; deploy < 8; deploy++)
        {
            simulation.RunUntil(() => false, TimeSpan.FromMilliseconds(everyMilliseconds));
            simulation.Hosts[^1].Stop();
            simulation.Add(settings.Options, settings.HandlerTime).Start();
        }

        simulation.RunUntil(() => simulation.Queue.IsEmpty, Long);

        Assert.All(simulation.Queue.Messages, message => Assert.True(
            message is { IsDeleted: true, IsCopied: false, TimesHandled: 1 }, $"{message.Id}: {message.TimesHandled} times handled"));
    }

    private static void FailSome(SimulationSettings settings, int seed)
    {
        // Fewer messages than would be too many in blocked groups, one by one, and with no circuit that parks uncounted.
        var simulation = new ConsumerSimulation(
            settings with
            {
                Messages = Math.Min(settings.Messages, 45),
                Options = new ConsumerOptions { MaxConcurrency = settings.Options.MaxConcurrency, Visibility = settings.Options.Visibility, BreakAfter = 0 },
            }, seed)
        { HasFaults = false };
        simulation.Start();
        simulation.RunUntil(() => simulation.Queue.IsEmpty, Long);

        foreach (var message in simulation.Queue.Messages)
        {
            var isPoison = message.Number % 17 == 3;
            simulation.Require(message is { IsDeleted: true, ReceiveCount: 1 }, $"{message.Id} was received {message.ReceiveCount} times", message.Id);
            Assert.Equal(isPoison ? (settings.MaxReceives, true) : (1, false), (message.TimesStarted, message.IsCopied));
        }
    }

    private static void DrainBacklog(int concurrency, TimeSpan handlerTime, int seed)
    {
        const int Messages = 300;
        var options = new ConsumerOptions { MaxConcurrency = concurrency };
        var simulation = new ConsumerSimulation(
            new SimulationSettings { Messages = Messages, HandlerTime = handlerTime, Options = options, Outcome = static (_, _) => Settlement.Complete }, seed)
        { HasFaults = false };
        simulation.Start();
        simulation.RunUntil(() => simulation.Queue.IsEmpty, Long);
        var (receives, deletes) = (simulation.Calls[typeof(ConsumerEffect.Receive)], simulation.Calls[typeof(ConsumerEffect.Delete)]);

        // Where fewer than ten will start soon, a receive asks for fewer than ten; where fewer than ten end soon, a delete has fewer.
        var atOnce = Math.Clamp(Math.Floor(concurrency * (options.MaxBufferTime / handlerTime)), 1, 10);
        Assert.InRange(receives, 0, 25 + (Messages / atOnce * 1.5));
        Assert.InRange(deletes, 0, 5 + (Messages / 10) + (simulation.Time.Now / options.SettleDelay));
        Assert.InRange(simulation.Hosts[0].LongestWait, TimeSpan.Zero, (options.MaxBufferTime * 1.5) + (handlerTime * 1.3));
    }
}
