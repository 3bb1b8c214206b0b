using static Messaging.Deliveries;

namespace Messaging;

public sealed class SlotsTests
{
    [Fact]
    public void Those_that_wait_for_a_shared_slot_get_one_in_turn()
    {
        var woken = new List<string>();
        var slots = new SharedSlots(1);
        var (a, b, c) = (slots.Join(() => woken.Add("a")), slots.Join(() => woken.Add("b")), slots.Join(() => woken.Add("c")));
        Assert.True(a.TryTake());
        Assert.False(b.TryTake());
        Assert.False(c.TryTake());
        Assert.False(b.TryTake());

        a.Release();
        Assert.Equal(["b"], woken);
        Assert.False(a.TryTake());
        Assert.True(b.TryTake());
        b.Release();

        Assert.Equal(["b", "c"], woken);
        Assert.True(c.TryTake());
    }

    [Fact]
    public void A_reserved_slot_that_is_not_needed_any_more_goes_to_the_next()
    {
        var slots = new SharedSlots(1);
        var (a, b, c) = (slots.Join(() => { }), slots.Join(() => { }), slots.Join(() => { }));
        a.TryTake();
        b.TryTake();
        c.TryTake();
        a.Release();
        Assert.Equal((0, 1, 0), (a.Free, b.Free, c.Free));

        b.PassOn();

        Assert.False(b.TryTake());
        Assert.True(c.TryTake());
    }

    [Fact]
    public void Adaptive_concurrency_finds_what_a_dependency_can_do_and_follows_it()
    {
        var limit = new AdaptiveLimit(1, 200);

        Assert.InRange(Settle(limit, capacity: 20), 15, 60);
        Assert.InRange(Settle(limit, capacity: 5), 4, 20);
        Assert.InRange(Settle(limit, capacity: 100), 60, 200);
    }

    [Fact]
    public void Adaptive_concurrency_falls_to_the_least_while_everything_fails()
    {
        var limit = new AdaptiveLimit(2, 100);
        Settle(limit, capacity: 50);

        Repeat(limit, 2_000, Sec(0.01), hasFailed: true);

        Assert.Equal(2, limit.Current);
    }

    [Fact]
    public void Adaptive_concurrency_does_not_grow_where_it_is_not_used()
    {
        var limit = new AdaptiveLimit(5, 100);

        for (var number = 0; number < 1_000; number++)
        {
            limit.Ended(Sec(0.01), hasFailed: false, running: 1);
        }

        Assert.Equal(5, limit.Current);
    }

    // A dependency takes ten milliseconds, and longer in proportion when more than it can do at once is asked of it.
    private static int Settle(AdaptiveLimit limit, int capacity)
    {
        for (var round = 0; round < 500; round++)
        {
            Repeat(limit, Math.Max(limit.Current, 10), Sec(0.01 * Math.Max(1, (double)limit.Current / capacity)), hasFailed: false);
        }

        return limit.Current;
    }

    private static void Repeat(AdaptiveLimit limit, int times, TimeSpan duration, bool hasFailed)
    {
        for (var number = 0; number < times; number++)
        {
            limit.Ended(duration, hasFailed, limit.Current);
        }
    }

    /// <summary>A consumer that waits for nothing is woken by nobody.</summary>
    [Fact]
    public void A_consumer_whose_poll_ends_while_another_has_the_shared_slots_goes_on_receiving()
    {
        var shared = new SharedSlots(1);
        var busy = Machine(shared.Join(() => { }));
        var quiet = Machine(shared.Join(() => { }));
        List<ConsumerEffect> busyEffects = [], quietEffects = [];
        quiet.Advance(Sec(0), quietEffects);
        Receive(busy, Sec(0), busyEffects, ("b1", 1));
        Assert.Single(Started(busyEffects));
        var asked = quietEffects.OfType<ConsumerEffect.Receive>().Single().Count;

        quiet.Received(asked, [], Sec(0), Sec(20), quietEffects);

        Assert.Equal(2, quietEffects.OfType<ConsumerEffect.Receive>().Count());
    }

    [Fact]
    public void What_is_received_while_another_has_the_shared_slots_starts_in_its_turn()
    {
        var shared = new SharedSlots(1);
        var woken = 0;
        var busy = Machine(shared.Join(() => { }));
        var quiet = Machine(shared.Join(() => woken++));
        List<ConsumerEffect> busyEffects = [], quietEffects = [];
        Receive(busy, Sec(0), busyEffects, ("b1", 1), ("b2", 1));
        Receive(quiet, Sec(0), quietEffects, ("q1", 1));
        Assert.Empty(Started(quietEffects));

        busy.Handled(Started(busyEffects)[0], Settlement.Complete, Sec(30), Sec(5), busyEffects);
        Assert.Equal(1, woken);
        quiet.Advance(Sec(5), quietEffects);

        Assert.Equal(["q1"], Ids(Started(quietEffects)));
        Assert.Equal(["b1"], Ids(Started(busyEffects)));
    }

    private static ConsumerMachine Machine(SharedSlots.Share share) =>
        new(new ConsumerOptions(), new QueueFacts { QueueName = "q", MaxReceives = 3 }, new Random(1), share);
}
