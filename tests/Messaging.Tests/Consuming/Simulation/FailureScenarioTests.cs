namespace Messaging.Tests.Consuming.Simulation;

/// <summary>What goes wrong in consumers everywhere, each as a test, in virtual time.</summary>
public sealed class FailureScenarioTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Messages_are_deleted_by_tens_and_not_one_by_one()
    {
        var simulation = Drain(new SimulationSettings { Messages = 1_000, HandlerTime = TimeSpan.FromMilliseconds(20) });

        Assert.InRange(simulation.Calls[typeof(ConsumerEffect.Delete)], 100, 110);
    }

    [Fact]
    public void A_freed_slot_causes_no_receive_of_its_own()
    {
        var simulation = Drain(new SimulationSettings { Messages = 1_000, HandlerTime = TimeSpan.FromMilliseconds(200) });

        Assert.InRange(simulation.Calls[typeof(ConsumerEffect.Receive)], 100, 115);
    }

    [Fact]
    public void Few_slots_with_fast_handlers_are_fed_by_several_receives()
    {
        var simulation = Drain(new SimulationSettings
        {
            Messages = 2_000,
            HandlerTime = TimeSpan.FromMilliseconds(1),
            MaxLatency = TimeSpan.FromMilliseconds(9),
        });

        // One receive after the other would take 10 ms for each ten messages, which is 2 s.
        Assert.InRange(simulation.Time.Now, TimeSpan.Zero, TimeSpan.FromSeconds(0.5));
        Assert.InRange(simulation.Requests, 400, 420);
    }

    [Theory]
    [InlineData(GroupFailure.Hold)]
    [InlineData(GroupFailure.Release)]
    public void What_follows_a_poison_message_in_its_fifo_group_does_not_overtake_it(GroupFailure policy)
    {
        // An overtaking start is thrown where it happens, and so is one of a message whose hold has lapsed.
        var simulation = Drain(new SimulationSettings
        {
            IsFifo = true,
            Groups = 1,
            Messages = 20,
            Options = new ConsumerOptions { GroupFailure = policy, Visibility = TimeSpan.FromSeconds(5) },
            Outcome = static (message, _) => message.Number == 3 ? Settlement.Retry(null, new TimeoutException()) : Settlement.Complete,
        });

        var messages = simulation.Queue.Messages;
        Assert.True(messages[3] is { IsCopied: true, TimesHandled: 0, TimesStarted: 5 });
        Assert.All(messages.Where(message => message.Number != 3), message => Assert.Equal(1, message.TimesHandled));
        Assert.Equal(messages.Select(message => message.Number).Where(number => number != 3),
            messages.Where(message => message.Number != 3).OrderBy(message => message.HandledAt).Select(message => message.Number));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Handlers_are_not_cut_off_when_the_consumer_stops(bool isFifo)
    {
        var simulation = Start(new SimulationSettings
        {
            IsFifo = isFifo,
            Messages = 100,
            Groups = 20,
            HandlerTime = TimeSpan.FromSeconds(15),
            Options = new ConsumerOptions { Visibility = TimeSpan.FromSeconds(5) },
        });
        simulation.RunUntil(() => simulation.Hosts[0].Running == 10, Hour);

        simulation.Stop();
        simulation.RunUntil(() => simulation.Hosts[0].IsDone, Hour);

        Assert.Equal((10, 0, 0), (simulation.Hosts[0].Started, simulation.Hosts[0].Cancelled, simulation.Hosts[0].Held));
        Assert.Equal(10, simulation.Queue.Messages.Count(message => message is { IsDeleted: true, TimesHandled: 1 }));
        Assert.All(simulation.Queue.Messages.Where(message => !message.IsDeleted), message =>
            Assert.True(message.TimesStarted == 0 && message.VisibleAt <= simulation.Time.Now));
    }

    [Fact]
    public void Messages_that_wait_for_their_turn_are_kept_hidden_while_they_wait()
    {
        // Ten of a group come together, and the last waits for more than two minutes: 27 visibility timeouts.
        var simulation = Drain(new SimulationSettings
        {
            IsFifo = true,
            Groups = 1,
            Messages = 10,
            HandlerTime = TimeSpan.FromSeconds(15),
            Options = new ConsumerOptions { Visibility = TimeSpan.FromSeconds(5) },
        });

        Assert.InRange(simulation.Hosts[0].LongestWait, TimeSpan.FromMinutes(1.5), TimeSpan.FromMinutes(4));
        Assert.All(simulation.Queue.Messages, message => Assert.True(message is { ReceiveCount: 1, TimesHandled: 1 }));
        Assert.Equal(0, simulation.Hosts[0].Cancelled);
    }

    [Fact]
    public void Refused_entries_of_a_batch_are_tried_again_and_not_only_logged()
    {
        var simulation = Start(new SimulationSettings { Messages = 200, FaultRate = 0.3, HandlerTime = TimeSpan.FromMilliseconds(50) });
        simulation.HasFaults = true;

        simulation.RunUntil(() => simulation.Queue.IsEmpty, Hour);

        Assert.All(simulation.Queue.Messages, message => Assert.True(message is { IsDeleted: true, TimesHandled: 1 }));
    }

    private static ConsumerSimulation Drain(SimulationSettings settings)
    {
        var simulation = Start(settings);
        simulation.RunUntil(() => simulation.Queue.IsEmpty, Hour);
        Assert.True(simulation.Queue.IsEmpty);
        return simulation;
    }

    private static ConsumerSimulation Start(SimulationSettings settings)
    {
        var options = settings.Options.MaxConcurrency == 5 ? new ConsumerOptions() : settings.Options;
        var simulation = new ConsumerSimulation(
            settings with { Options = options, Outcome = settings.Outcome ?? (static (_, _) => Settlement.Complete) }, 1)
        { HasFaults = false };
        simulation.Start();
        return simulation;
    }
}
