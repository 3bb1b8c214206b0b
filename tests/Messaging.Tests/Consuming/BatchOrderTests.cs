using static Messaging.Deliveries;
using static Messaging.HandlingBench;

namespace Messaging;

/// <summary>What batches of a FIFO group, and of messages with different handlers, keep to.</summary>
public sealed class BatchOrderTests
{
    private static readonly Exception Fault = new InvalidOperationException("fails");

    private readonly HandlingBench _bench = new();
    private readonly List<ConsumerEffect> _effects = [];

    [Fact]
    public async Task In_a_group_nothing_behind_a_message_that_is_to_be_set_aside_counts_as_handled()
    {
        _bench.AddBatchHandler();
        _bench.HandleBatch = static (batch, _) =>
        {
            batch.Single(item => item.Message.OrderId == 1).Context.DeadLetter("no use");
            return Task.CompletedTask;
        };

        var settlements = await _bench.RunAsync(isOrdered: true, Order(1), Order(2));

        Assert.Equal([SettlementKind.DeadLetter, SettlementKind.NotHandled], settlements.Select(one => one.Kind));
    }

    [Fact]
    public async Task In_a_group_nothing_behind_a_message_that_cannot_be_read_is_handled()
    {
        _bench.AddBatchHandler();

        var settlements = await _bench.RunAsync(isOrdered: true, Order(1), """{"specversion":"1.0","id":"e""", Order(2));

        Assert.Equal(
            [SettlementKind.Complete, SettlementKind.DeadLetter, SettlementKind.NotHandled], settlements.Select(one => one.Kind));
        Assert.Equal([1], Assert.Single(_bench.Calls));
    }

    [Fact]
    public void In_a_group_a_last_attempt_starts_alone()
    {
        Receive(Fifo(), Sec(0), _effects, ("a1", 3), ("a2", 1));

        Assert.Equal(["a1"], Ids(Assert.Single(Batches(_effects))));
    }

    [Fact]
    public async Task Messages_that_share_a_slot_are_handled_one_call_at_a_time()
    {
        _bench.AddBatchHandler();
        _bench.Handlers.Add(new HandlerBinding<OrderShipped, SingleHandler<OrderShipped>>());
        var (running, most) = (0, 0);
        async Task HandleAsync()
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        }

        _bench.Handle = (_, _, _) => HandleAsync();
        _bench.HandleBatch = (_, _) => HandleAsync();

        var settlements = await _bench.RunAsync(isOrdered: false, Order(1), Shipped(2), Order(3), Shipped(4), Shipped(5));

        Assert.All(settlements, settlement => Assert.Same(Settlement.Complete, settlement));
        Assert.Contains(_bench.Calls, call => call.Order().SequenceEqual([1, 3]));
        Assert.Equal((4, 1), (_bench.Calls.Count, most));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_call_that_fails_is_one_failure_of_those_by_which_everything_is_taken_to_fail(bool isOneCall)
    {
        var machine = new ConsumerMachine(
            new ConsumerOptions { MaxConcurrency = 10, MaxBatch = 10 }, new QueueFacts { QueueName = "q", MaxReceives = 3 }, new Random(1));
        Receive(machine, Sec(0), _effects, [.. Enumerable.Range(0, 10).Select(id => ($"m{id}", 1))]);

        machine.BatchHandled(
            [.. Batches(_effects)[0].Select(delivery => (delivery, Settlement.Retry(null, isOneCall ? Fault : new InvalidOperationException("fails"))))],
            Sec(1), Sec(1), _effects);

        Assert.Equal(isOneCall ? 0 : 1, _effects.OfType<ConsumerEffect.Report>().Count(report => report.What == ConsumerReport.CircuitOpened));
    }

    [Fact]
    public void A_failed_first_message_waits_its_time_though_one_behind_it_was_set_aside()
    {
        var machine = Fifo();
        Receive(machine, Sec(0), _effects, ("a1", 1), ("a2", 1));
        var batch = Batches(_effects)[0];

        machine.BatchHandled([(batch[0], Settlement.Retry(Sec(8))), (batch[1], Settlement.DeadLetter("cannot be read"))], Sec(1), Sec(1), _effects);
        machine.Moved(batch[1], accepted: true, "cannot be read", Sec(1.1), _effects);
        Assert.Single(Batches(_effects));

        machine.Advance(Sec(9), _effects);
        Assert.Equal(["a1"], Ids(Batches(_effects)[1]));
    }

    private static string Shipped(int id) =>
        $$$"""{"specversion":"1.0","id":"e-{{{id}}}","source":"/s","type":"shipped","data":{"orderId":{{{id}}}}}""";

    private static ConsumerMachine Fifo() => new(
        new ConsumerOptions { MaxConcurrency = 5, Visibility = Sec(30), MaxBatch = 5 },
        new QueueFacts { QueueName = "q", IsFifo = true, MaxReceives = 3, DeadLetterQueue = "dead" }, new Random(1));
}
