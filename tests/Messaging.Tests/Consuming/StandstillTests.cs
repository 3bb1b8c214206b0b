using static Messaging.Deliveries;

namespace Messaging;

/// <summary>What a consumer does when its process stood still: what it holds, others may have by now.</summary>
public sealed class StandstillTests
{
    private readonly List<ConsumerEffect> _effects = [];

    /// <summary>The answer lay in the socket: the queue had given it within the twenty seconds of the long poll.</summary>
    [Theory]
    [InlineData(false, 600, 0)]
    [InlineData(true, 600, 0)]
    [InlineData(false, 25, 1)]
    [InlineData(true, 100, 1)]
    public void What_was_received_long_ago_is_not_started(bool isFifo, int seconds, int started)
    {
        var machine = Machine(isFifo);
        machine.Advance(Sec(0), _effects);

        machine.Received(10, [New("a1", "a").Message], startedAt: Sec(0), now: Sec(seconds), _effects);

        Assert.Equal((started, started), (Started(_effects).Count, machine.Held));
    }

    /// <summary>SQS does what an old receipt of a standard queue asks for, though another consumer has the message.</summary>
    [Fact]
    public void What_failed_after_its_hold_had_passed_is_not_made_visible()
    {
        var machine = Machine(isFifo: false);
        Receive(machine, Sec(0), _effects, ("a1", 1));

        // The end of the handler is noticed before the timer.
        machine.Handled(Started(_effects)[0], Settlement.Retry(TimeSpan.Zero), Sec(60), Sec(60), _effects);
        machine.Advance(Sec(61), _effects);

        Assert.Empty(_effects.OfType<ConsumerEffect.ChangeVisibility>());
        Assert.Equal(0, machine.Held);
    }

    [Fact]
    public void What_was_to_be_given_back_when_its_hold_passed_is_not_made_visible()
    {
        var machine = Machine(isFifo: false);
        Receive(machine, Sec(0), _effects, ("a1", 1), ("a2", 1));
        machine.Handled(Started(_effects)[0], Settlement.Retry(TimeSpan.Zero), Sec(29.9), Sec(29.9), _effects);

        machine.Advance(Sec(30), _effects);
        machine.Advance(Sec(31), _effects);

        Assert.DoesNotContain(_effects.OfType<ConsumerEffect.ChangeVisibility>(), change => !change.IsExtension);
        Assert.Equal(1, machine.Held);
    }

    /// <summary>What stands behind a copy on its way to the dead-letter queue waits for it.</summary>
    [Fact]
    public void What_comes_again_behind_a_message_that_is_being_moved_waits_for_it_though_it_has_its_last_attempt()
    {
        var machine = new ConsumerMachine(
            new ConsumerOptions { MaxConcurrency = 5, Visibility = Sec(10), GroupFailure = GroupFailure.DeadLetter },
            new QueueFacts { QueueName = "q", IsFifo = true, MaxReceives = 3, DeadLetterQueue = "dead" }, new Random(1));
        Receive(machine, Sec(0), _effects, ("a1", 1), ("a2", 2));
        machine.Handled(Started(_effects)[0], Settlement.Retry(null, new InvalidOperationException("fails")), Sec(1), Sec(1), _effects);

        // Neither the copy nor the extensions are answered for a while, and the queue hands out both again.
        machine.Advance(Sec(11), _effects);
        Receive(machine, Sec(11), _effects, ("a1", 2), ("a2", 3));

        Assert.Equal(["a1"], Ids(Started(_effects)));
    }

    private static ConsumerMachine Machine(bool isFifo) => new(
        new ConsumerOptions { Visibility = Sec(30), ReceiveWait = Sec(20) }, new QueueFacts { QueueName = "q", IsFifo = isFifo, MaxReceives = 5 },
        new Random(1));
}
