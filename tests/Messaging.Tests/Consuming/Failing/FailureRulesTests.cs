using static Messaging.Deliveries;

namespace Messaging;

/// <summary>When a failed message comes again.</summary>
public sealed class FailureRulesTests
{
    private readonly List<ConsumerEffect> _effects = [];

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(400, false)]
    public void The_last_failure_comes_back_at_once_and_one_beyond_it_pauses_since_the_policy_is_another_now(int receives, bool atOnce)
    {
        var machine = new ConsumerMachine(
            new ConsumerOptions { Visibility = Sec(30) }, new QueueFacts { QueueName = "q", MaxReceives = 3 }, new Random(1));
        Receive(machine, Sec(0), _effects, ("a", receives));

        machine.Handled(Started(_effects)[0], Settlement.Retry(Sec(60)), Sec(1), Sec(1), _effects);
        machine.Advance(Sec(2), _effects);

        var entry = Assert.Single(Assert.Single(_effects.OfType<ConsumerEffect.ChangeVisibility>()).Entries);
        Assert.Equal(atOnce, entry.Visibility == TimeSpan.Zero);
    }
}
