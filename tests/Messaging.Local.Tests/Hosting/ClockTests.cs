namespace Messaging.Local.Tests;

public sealed class ClockTests : IDisposable
{
    private readonly BusFixture _buses = new();

    private BrokerFixture Sqs => _buses.Sqs;

    public void Dispose() => _buses.Dispose();

    [Fact]
    public async Task A_jump_ends_visibility_and_wakes_who_waits()
    {
        var queue = await Sqs.CreateAsync("orders");
        await Sqs.SendAsync(queue, "one");
        await Sqs.ReceiveAsync(queue, visibility: 3600);
        var waiting = Sqs.ReceiveAsync(queue, wait: 20);

        Sqs.Broker.JumpClock(TimeSpan.FromHours(1));

        // The wait of twenty seconds is over too, and what became visible came later.
        Assert.Empty(await waiting);
        Assert.Equal(["one"], await Sqs.BodiesAsync(queue));
    }

    [Fact]
    public async Task A_jump_within_the_wait_delivers()
    {
        var queue = await Sqs.CreateAsync("orders");
        await Sqs.SendAsync(queue, "one");
        await Sqs.ReceiveAsync(queue, visibility: 10);
        var waiting = Sqs.ReceiveAsync(queue, wait: 20);

        Sqs.Broker.JumpClock(TimeSpan.FromSeconds(15));

        Assert.Equal("one", Assert.Single(await waiting).Body);
    }

    [Fact]
    public async Task A_jump_back_keeps_a_message_hidden_for_longer()
    {
        var queue = await Sqs.CreateAsync("orders");
        await Sqs.SendAsync(queue, "one");
        await Sqs.ReceiveAsync(queue, visibility: 10);

        Sqs.Broker.JumpClock(TimeSpan.FromSeconds(-60));
        Sqs.Advance(30);
        Assert.Empty(await Sqs.ReceiveAsync(queue));
        Sqs.Advance(40);

        Assert.Equal(["one"], await Sqs.BodiesAsync(queue));
    }

    [Fact]
    public async Task A_jump_makes_the_attempts_of_deliveries_due()
    {
        await _buses.RouteAsync("orders");
        Sqs.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.FailDelivery, Times = 1 });
        await _buses.PutAsync();
        Assert.Empty(_buses.Bodies("orders"));

        Sqs.Broker.JumpClock(TimeSpan.FromMinutes(10));

        Assert.Single(_buses.Bodies("orders"));
    }

    [Fact]
    public async Task A_reset_sets_the_clock_right()
    {
        await Sqs.CreateAsync("orders");
        Sqs.Broker.JumpClock(TimeSpan.FromDays(3));
        Assert.Equal(Sqs.Time.GetUtcNow().AddDays(3), Sqs.Broker.Now);

        Sqs.Broker.Reset();

        Assert.Equal(Sqs.Time.GetUtcNow(), Sqs.Broker.Now);
    }

    [Fact]
    public void A_jump_out_of_all_years_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Sqs.Broker.JumpClock(TimeSpan.FromDays(3_000_000)));
}
