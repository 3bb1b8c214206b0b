namespace Messaging.Tests.Consuming.Simulation;

/// <summary>What happens when things go wrong for a while, with several processes, in virtual time.</summary>
public sealed class ConsumerScenarioTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly Settlement Failed = Settlement.Retry(null, new TimeoutException("The database does not answer."));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_process_stalled_for_40_seconds_starts_nothing_that_lapsed(bool isFifo)
    {
        var simulation = new ConsumerSimulation(
            Calm() with { IsFifo = isFifo, Messages = 100, Groups = 50, HandlerTime = TimeSpan.FromMilliseconds(500) }, 1, hosts: 2)
        { HasFaults = false };
        simulation.Start();
        simulation.RunUntil(() => simulation.Hosts[0].Held > 10, Hour);

        // Starts of lapsed messages, and messages with two handlers in a process, are thrown where they happen.
        simulation.Time.Stall(TimeSpan.FromSeconds(40), simulation.Random);
        simulation.RunUntil(() => AllHandled(simulation), Hour);

        Assert.True(AllHandled(simulation));
        Assert.True(simulation.Hosts.Sum(host => host.Cancelled) > 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_rolling_deploy_of_ten_hosts_dead_letters_nothing_unhandled(bool isFifo)
    {
        var settings = Calm() with
        {
            IsFifo = isFifo,
            Messages = 3_000,
            Groups = 400,
            MaxReceives = 3,
            HandlerTime = TimeSpan.FromSeconds(1),
        };
        var simulation = new ConsumerSimulation(settings, 2, hosts: 10) { HasFaults = false };
        simulation.Start();
        foreach (var old in simulation.Hosts.ToList())
        {
            simulation.RunUntil(() => false, TimeSpan.FromSeconds(4));
            old.Stop();
            simulation.RunUntil(() => old.IsDone, TimeSpan.FromMinutes(1));
            Assert.True(old.IsDone && old.Held == 0);
            simulation.Add(settings.Options, settings.HandlerTime).Start();
        }

        simulation.RunUntil(() => AllHandled(simulation), Hour);

        Assert.True(AllHandled(simulation));
        Assert.DoesNotContain(simulation.Queue.Messages, message => message.IsRedriven || message.IsCopied);
        Assert.Equal(simulation.Queue.Messages.Count, simulation.Queue.Messages.Sum(message => message.TimesHandled));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_outage_of_30_minutes_leaves_the_backlog_out_of_the_dead_letter_queue(bool isFifo)
    {
        var (from, until) = (TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(30));
        var settings = Calm() with
        {
            IsFifo = isFifo,
            Messages = 10_000,
            Groups = 2_000,
            MaxReceives = 3,
            HandlerTime = TimeSpan.FromMilliseconds(100),
            Options = new ConsumerOptions { MaxConcurrency = 20 },
            Outcome = (_, now) => now < from || now > until ? Settlement.Complete : Failed,
        };
        var simulation = new ConsumerSimulation(settings, 3, hosts: 3) { HasFaults = false };
        simulation.Start();
        simulation.RunUntil(() => false, TimeSpan.FromMinutes(29));
        var startedInOutage = simulation.Queue.Messages.Sum(message => message.TimesStarted - message.TimesHandled);
        var handledBefore = simulation.Queue.Messages.Count(message => message.TimesHandled > 0);

        Assert.All(simulation.Hosts, host => Assert.NotNull(host.FailingSince));
        simulation.RunUntil(() => AllHandled(simulation), Hour);

        Assert.True(AllHandled(simulation));
        Assert.InRange(handledBefore, 100, settings.Messages - 1_000);
        Assert.InRange(startedInOutage, 100, 1_000);
        Assert.DoesNotContain(simulation.Queue.Messages, message => message.IsRedriven || message.IsCopied);
        Assert.All(simulation.Hosts, host => Assert.Null(host.FailingSince));
    }

    [Fact]
    public void An_endless_series_of_messages_that_no_try_helps_reaches_the_dead_letter_queue_in_the_end()
    {
        var simulation = new ConsumerSimulation(
            Calm() with { Messages = 30, MaxReceives = 3, Outcome = static (_, _) => Failed }, 4)
        { HasFaults = false };
        simulation.Start();

        simulation.RunUntil(() => simulation.Queue.Messages.TrueForAll(message => message.IsRedriven), TimeSpan.FromHours(24));

        Assert.All(simulation.Queue.Messages, message => Assert.True(message is { IsRedriven: true, TimesStarted: >= 3 }));
    }

    [Fact]
    public void One_slow_host_does_not_hoard_what_idle_hosts_could_do()
    {
        var settings = Calm() with { Messages = 400, HandlerTime = TimeSpan.FromMilliseconds(100) };
        var simulation = new ConsumerSimulation(settings, 5, hosts: 0) { HasFaults = false };
        var slow = simulation.Add(settings.Options, TimeSpan.FromSeconds(30));
        slow.Start();
        simulation.RunUntil(() => slow.Started >= 20, Hour);
        var fast = simulation.Add(settings.Options, settings.HandlerTime);
        fast.Start();

        simulation.RunUntil(() => simulation.Queue.Messages.TrueForAll(message => message.TimesStarted > 0), Hour);

        // Of what is left when the fast host has done the rest, the slow one keeps what its slots hold and a receive more.
        Assert.InRange(slow.Started, 20, 60);
        Assert.InRange(simulation.Queue.Messages.Max(message => message.ReceiveCount), 1, 1);
        Assert.True(simulation.Time.Now < TimeSpan.FromSeconds(120), $"It took {simulation.Time.Now}.");
    }

    [Theory]
    [InlineData(GroupFailure.Hold)]
    [InlineData(GroupFailure.Release)]
    public void A_blocked_group_of_10_000_messages_does_not_stop_the_others(GroupFailure policy)
    {
        var simulation = new ConsumerSimulation(
            Calm() with
            {
                IsFifo = true,
                Messages = 0,
                MaxReceives = 1_000,
                HandlerTime = TimeSpan.FromMilliseconds(20),
                Options = new ConsumerOptions { GroupFailure = policy },
                Outcome = static (message, _) => message.Group == "blocked" ? Failed : Settlement.Complete,
            }, 6)
        { HasFaults = false };
        for (var number = 0; number < 10_000; number++)
        {
            simulation.Queue.Send(new SimulatedMessage(number, "blocked"));
        }

        for (var number = 10_000; number < 11_000; number++)
        {
            simulation.Queue.Send(new SimulatedMessage(number, $"g{number % 100}"));
        }

        var others = simulation.Queue.Messages.Where(message => message.Group != "blocked").ToList();
        simulation.Start();
        simulation.RunUntil(() => others.TrueForAll(message => message.IsDeleted), TimeSpan.FromSeconds(30));

        Assert.All(others, message => Assert.True(message.IsDeleted));
        Assert.All(simulation.Queue.Messages.Take(10_000).Skip(1), message => Assert.Equal(0, message.TimesStarted));
    }

    [Fact]
    public void A_failing_head_does_not_use_up_the_receive_counts_of_those_behind_it()
    {
        var simulation = new ConsumerSimulation(
            Calm() with { IsFifo = true, Groups = 1, Messages = 10, MaxReceives = 4, Outcome = HeadFails }, 7)
        { HasFaults = false };
        simulation.Start();

        simulation.RunUntil(() => simulation.Queue.Messages.TrueForAll(message => message.IsGone), Hour);

        Assert.True(simulation.Queue.Messages[0] is { IsCopied: true, TimesStarted: 4, ReceiveCount: 1 });
        Assert.All(simulation.Queue.Messages.Skip(1), message => Assert.True(message is { TimesHandled: 1, ReceiveCount: 1 }));
    }

    [Fact]
    public void A_group_that_goes_on_sets_its_head_aside_at_the_first_failure()
    {
        var simulation = new ConsumerSimulation(
            Calm() with
            {
                IsFifo = true,
                Groups = 1,
                Messages = 10,
                Options = new ConsumerOptions { GroupFailure = GroupFailure.DeadLetter },
                Outcome = HeadFails,
            }, 8)
        { HasFaults = false };
        simulation.Start();

        simulation.RunUntil(() => simulation.Queue.Messages.TrueForAll(message => message.IsGone), TimeSpan.FromSeconds(5));

        Assert.True(simulation.Queue.Messages[0] is { IsCopied: true, TimesStarted: 1 });
        Assert.All(simulation.Queue.Messages.Skip(1), message => Assert.Equal(1, message.TimesHandled));
    }

    [Fact]
    public void A_lost_answer_of_a_fifo_receive_is_asked_for_again_and_costs_no_receive()
    {
        var simulation = new ConsumerSimulation(Calm() with { IsFifo = true, Messages = 200, Groups = 20, FaultRate = 0.3 }, 9);
        simulation.Start();

        simulation.RunUntil(() => AllHandled(simulation), Hour);

        // The faults are as many in other calls; a message comes again only when its hold was lost by them.
        Assert.True(AllHandled(simulation));
        Assert.InRange(simulation.Queue.Messages.Average(message => message.ReceiveCount), 1, 1.2);
    }

    private static SimulationSettings Calm() => new()
    {
        Options = new ConsumerOptions(),
        Outcome = static (_, _) => Settlement.Complete,
    };

    private static Settlement HeadFails(SimulatedMessage message, TimeSpan now) => message.Number == 0 ? Failed : Settlement.Complete;

    private static bool AllHandled(ConsumerSimulation simulation) =>
        simulation.Queue.Messages.TrueForAll(message => message.IsDeleted && message.TimesHandled > 0);
}
