using static Messaging.Deliveries;

namespace Messaging;

/// <summary>What becomes of FIFO groups whose first message failed, when the consumer pauses or stops.</summary>
public sealed class PauseTests
{
    private static readonly Exception Fault = new InvalidOperationException("fails");

    private readonly List<ConsumerEffect> _effects = [];
    private readonly ConsumerMachine _machine = new(
        new ConsumerOptions { MaxConcurrency = 5, Visibility = Sec(30) },
        new QueueFacts { QueueName = "q", IsFifo = true, MaxReceives = 3, DeadLetterQueue = "dead" }, new Random(1));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 2)]
    public void A_group_whose_first_message_fails_during_a_pause_goes_back_unless_a_last_attempt_stands_behind(int receives, int held)
    {
        Receive(_machine, Sec(0), _effects, ("a1", 1), ("a2", receives));
        _machine.Pause(Sec(1), _effects);

        _machine.Handled(Started(_effects)[0], Settlement.Retry(null, Fault), Sec(1), Sec(2), _effects);
        AnswerChanges(Sec(2.3));
        AnswerChanges(Sec(2.6));

        Assert.Equal(held, _machine.Held);
        Assert.Single(Started(_effects));
    }

    [Fact]
    public void The_pause_of_a_message_that_is_gone_says_nothing_about_what_its_group_does_later()
    {
        Receive(_machine, Sec(0), _effects, ("a1", 1), ("a2", 3));
        _machine.Handled(Started(_effects)[0], Settlement.Retry(Sec(8)), Sec(1), Sec(1), _effects);
        _machine.Pause(Sec(1.5), _effects);
        _machine.Resume(Sec(2), _effects);
        _machine.Handled(Started(_effects)[1], Settlement.Complete, Sec(0.1), Sec(2.1), _effects);
        _machine.Handled(Started(_effects)[2], Settlement.Complete, Sec(0.1), Sec(2.2), _effects);
        foreach (var delete in _effects.OfType<ConsumerEffect.Delete>().ToList())
        {
            _machine.Deleted(delete, new EntryFailure?[delete.Deliveries.Count], Sec(2.3), _effects);
        }

        Receive(_machine, Sec(3), _effects, ("a3", 1), ("a4", 1), ("a5", 1));
        _machine.Advance(Sec(9.5), _effects);
        _effects.Clear();
        _machine.Stop(Sec(10), _effects);
        _machine.Advance(Sec(10.3), _effects);

        Assert.Equal(["a5"], _effects.OfType<ConsumerEffect.ChangeVisibility>().Where(change => !change.IsExtension)
            .SelectMany(change => change.Entries).Select(entry => entry.Delivery.Message.Id));
    }

    private void AnswerChanges(TimeSpan now)
    {
        _machine.Advance(now, _effects);
        foreach (var change in _effects.OfType<ConsumerEffect.ChangeVisibility>().ToList())
        {
            _effects.Remove(change);
            _machine.VisibilityChanged(change, new EntryFailure?[change.Entries.Count], now, now, _effects);
        }
    }
}
