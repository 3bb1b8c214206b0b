using static Messaging.HandlingBench;

namespace Messaging;

public sealed class BatchHandlerTests
{
    private readonly HandlingBench _bench = new();

    public BatchHandlerTests() => _bench.AddBatchHandler();

    [Fact]
    public async Task Messages_that_start_together_are_handled_with_one_call()
    {
        var settlements = await _bench.RunAsync(isOrdered: false, Order(1), Order(2), Order(3));

        Assert.Equal([1, 2, 3], Assert.Single(_bench.Calls).Order());
        Assert.All(settlements, settlement => Assert.Same(Settlement.Complete, settlement));
    }

    [Fact]
    public async Task What_is_not_reported_has_succeeded()
    {
        _bench.HandleBatch = static (batch, _) =>
        {
            Find(batch, 1).Fail(new InvalidOperationException("one"));
            Find(batch, 2).Context.RetryAfter(TimeSpan.FromSeconds(7));
            Find(batch, 3).Context.DeadLetter("three");
            return Task.CompletedTask;
        };

        var settlements = await _bench.RunAsync(isOrdered: false, Order(1), Order(2), Order(3), Order(4));

        Assert.Equal("one", settlements[0].Exception?.Message);
        Assert.Equal((SettlementKind.Retry, TimeSpan.FromSeconds(7)), (settlements[1].Kind, settlements[1].Delay));
        Assert.Equal((SettlementKind.DeadLetter, "three"), (settlements[2].Kind, settlements[2].Reason));
        Assert.Same(Settlement.Complete, settlements[3]);
    }

    [Fact]
    public async Task All_without_an_outcome_fail_when_the_handler_throws()
    {
        _bench.HandleBatch = static (batch, _) =>
        {
            Find(batch, 2).Context.DeadLetter("two");
            throw new TimeoutException("all");
        };

        var settlements = await _bench.RunAsync(isOrdered: false, Order(1), Order(2));

        Assert.Equal((SettlementKind.Retry, "all"), (settlements[0].Kind, settlements[0].Exception?.Message));
        Assert.Equal((SettlementKind.DeadLetter, "two"), (settlements[1].Kind, settlements[1].Reason));
    }

    [Fact]
    public async Task In_a_group_nothing_behind_a_message_that_comes_again_counts_as_handled()
    {
        _bench.HandleBatch = static (batch, _) =>
        {
            Find(batch, 2).Fail(new InvalidOperationException("two"));
            return Task.CompletedTask;
        };

        var settlements = await _bench.RunAsync(isOrdered: true, Order(1), Order(2), Order(3));

        Assert.Equal(
            [SettlementKind.Complete, SettlementKind.Retry, SettlementKind.NotHandled], settlements.Select(settlement => settlement.Kind));
    }

    [Fact]
    public async Task In_a_group_only_the_first_has_failed_when_the_handler_throws()
    {
        _bench.HandleBatch = static (_, _) => throw new TimeoutException("all");

        var settlements = await _bench.RunAsync(isOrdered: true, Order(1), Order(2));

        Assert.Equal([SettlementKind.Retry, SettlementKind.NotHandled], settlements.Select(settlement => settlement.Kind));
    }

    [Fact]
    public async Task In_a_group_messages_of_another_type_keep_their_place()
    {
        _bench.Handlers.Add(new HandlerBinding<OrderShipped, SingleHandler<OrderShipped>>());

        await _bench.RunAsync(isOrdered: true, Order(1), Order(2), Shipped, Order(3));

        Assert.Equal([[1, 2], [0], [3]], _bench.Calls);
    }

    [Fact]
    public async Task In_a_group_a_failure_of_another_type_keeps_those_behind_it_from_being_handled()
    {
        _bench.Handlers.Add(new HandlerBinding<OrderShipped, SingleHandler<OrderShipped>>());
        _bench.Handle = static (_, _, _) => throw new InvalidOperationException("shipped");

        var settlements = await _bench.RunAsync(isOrdered: true, Order(1), Shipped, Order(3));

        Assert.Equal([[1], [0]], _bench.Calls);
        Assert.Equal(
            [SettlementKind.Complete, SettlementKind.Retry, SettlementKind.NotHandled], settlements.Select(settlement => settlement.Kind));
    }

    [Fact]
    public async Task No_call_holds_more_messages_than_the_handler_takes()
    {
        _bench.Handlers.Clear();
        _bench.AddBatchHandler(maxBatch: 2);

        await _bench.RunAsync(isOrdered: true, Order(1), Order(2), Order(3));

        Assert.Equal([[1, 2], [3]], _bench.Calls);
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_set_aside_and_the_others_are_handled()
    {
        var settlements = await _bench.RunAsync(
            isOrdered: false, Order(1), Order(2).Replace("\"orderId\":2", "\"orderId\":\"x\"", StringComparison.Ordinal));

        Assert.Equal([SettlementKind.Complete, SettlementKind.DeadLetter], settlements.Select(settlement => settlement.Kind));
        Assert.Equal([[1]], _bench.Calls);
    }

    [Fact]
    public async Task Middleware_runs_around_each_message_and_sees_its_failure()
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, string>();
        _bench.Middleware.Add(_ => new Watching(seen));
        _bench.HandleBatch = static (batch, _) =>
        {
            Find(batch, 1).Fail(new InvalidOperationException("one"));
            return Task.CompletedTask;
        };

        await _bench.RunAsync(isOrdered: true, Order(1), Order(2));

        Assert.Equal("one", seen["e-1"]);
        Assert.NotEqual("handled", seen["e-2"]);
    }

    [Fact]
    public async Task Middleware_that_keeps_a_message_back_does_not_keep_the_others()
    {
        _bench.Middleware.Add(_ => new Skipping("e-2"));

        await _bench.RunAsync(isOrdered: false, Order(1), Order(2), Order(3));

        Assert.Equal([1, 3], Assert.Single(_bench.Calls).Order());
    }

    [Fact]
    public async Task A_lost_hold_of_one_message_cancels_the_call()
    {
        var entered = new TaskCompletionSource<IReadOnlyList<BatchedMessage<OrderPlaced>>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.HandleBatch = async (batch, token) =>
        {
            entered.SetResult(batch);
            await new TaskCompletionSource().Task.WaitAsync(token);
        };
        var (runner, deliveries) = _bench.Prepare([Order(1), Order(2)]);
        var running = runner.RunBatchAsync(deliveries, isOrdered: false);
        var batch = await entered.Task;

        runner.Cancel(deliveries[1], "Lost.");
        var ended = await running;

        Assert.All(ended, item => Assert.IsAssignableFrom<OperationCanceledException>(item.Settlement.Exception));
        Assert.Equal([null, "Lost."], batch.OrderBy(message => message.Message.OrderId).Select(message => message.Context.CancellationReason));
    }

    private const string Shipped = """{"specversion":"1.0","id":"s","source":"/s","type":"shipped","data":{"orderId":0}}""";

    private static BatchedMessage<OrderPlaced> Find(IReadOnlyList<BatchedMessage<OrderPlaced>> batch, int id) =>
        batch.First(message => message.Message.OrderId == id);

    private sealed class Watching(System.Collections.Concurrent.ConcurrentDictionary<string, string> seen) : IMessageMiddleware
    {
        public async Task InvokeAsync(MessageContext context, MessageDelegate next, CancellationToken cancellationToken)
        {
            try
            {
                await next(context, cancellationToken);
                seen[context.MessageId] = "handled";
            }
            catch (InvalidOperationException exception)
            {
                seen[context.MessageId] = exception.Message;
                throw;
            }
        }
    }

    private sealed class Skipping(string id) : IMessageMiddleware
    {
        public Task InvokeAsync(MessageContext context, MessageDelegate next, CancellationToken cancellationToken) =>
            context.MessageId == id ? Task.CompletedTask : next(context, cancellationToken);
    }
}
