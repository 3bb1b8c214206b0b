using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Tests;

public sealed class MessagingHarnessTimeTests
{
    [Fact]
    public async Task A_group_of_a_fifo_queue_keeps_its_order_though_its_head_fails()
    {
        var failed = false;
        await using var harness = await Orders.StartAsync(
            (order, _, _) =>
            {
                if (order.Number == 2 && !failed)
                {
                    failed = true;
                    throw new InvalidOperationException("Not yet.");
                }

                return Task.CompletedTask;
            },
            "orders.fifo");

        for (var number = 1; number <= 8; number++)
        {
            await harness.PublishAsync(new OrderPlaced(number));
        }

        await harness.AdvanceAsync(TimeSpan.FromMinutes(2));
        await harness.WaitUntilIdleAsync();

        var handled = harness.HandledOf<OrderPlaced>().Select(order => order.Number).ToLookup(number => number % 2);
        Assert.Equal([2, 4, 6, 8], handled[0]);
        Assert.Equal([1, 3, 5, 7], handled[1]);
        Assert.Equal(0, harness.Broker.FindQueue("orders.fifo")!.Total);
    }

    [Fact]
    public async Task Ten_minutes_that_a_handler_asks_for_are_ten_minutes_of_the_clock()
    {
        await using var harness = await Orders.StartAsync((_, context, _) =>
        {
            if (context.DeliveryCount == 1)
            {
                context.RetryAfter(TimeSpan.FromMinutes(10));
            }

            return Task.CompletedTask;
        });

        await harness.PublishAsync(new OrderPlaced(1));
        await harness.WaitUntilIdleAsync();
        await harness.AdvanceAsync(TimeSpan.FromSeconds(595));
        Assert.Empty(harness.Handled);

        await harness.AdvanceAsync(TimeSpan.FromSeconds(10));

        var attempts = harness.Attempts;
        Assert.Equal([false, true], attempts.Select(attempt => attempt.Succeeded));
        Assert.InRange(attempts[1].StartedAt - attempts[0].StartedAt, TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(602));
    }

    [Fact]
    public async Task A_handler_that_waits_for_the_clock_goes_on_when_it_moves()
    {
        MessagingHarness? started = null;
        await using var harness = started = await Orders.StartAsync(
            (_, _, cancellationToken) => Task.Delay(TimeSpan.FromMinutes(3), started!.Time, cancellationToken));

        await harness.PublishAsync(new OrderPlaced(1));
        await harness.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Empty(harness.Attempts);

        await harness.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Single(harness.Handled);
        Assert.Equal(1, harness.Attempts[0].Context.DeliveryCount);
    }

    [Fact]
    public async Task A_handler_of_batches_that_waits_for_the_clock_goes_on_when_it_moves()
    {
        await using var harness = await MessagingHarness.StartAsync(services => services.AddMessaging()
            .PublishToQueue<OrderPlaced>("orders")
            .AddSqsConsumer("orders", consumer => consumer.HandleBatch<OrderPlaced, SlowBatchHandler>()));

        await harness.Publisher.PublishManyAsync([new OrderPlaced(1), new OrderPlaced(2), new OrderPlaced(3)]);
        await harness.AdvanceAsync(TimeSpan.FromSeconds(0.9));
        Assert.Empty(harness.Attempts);

        await harness.AdvanceAsync(TimeSpan.FromSeconds(1));
        await harness.WaitUntilIdleAsync();

        Assert.Equal([1, 2, 3], harness.HandledOf<OrderPlaced>().Select(order => order.Number).Order());
        Assert.Equal(0, harness.Broker.FindQueue("orders")!.Total);
    }

    [Fact]
    public async Task A_wait_that_cannot_end_says_what_is_still_there()
    {
        var never = new TaskCompletionSource();
        await using var harness = await Orders.StartAsync(
            (_, _, cancellationToken) => never.Task.WaitAsync(cancellationToken),
            configure: options => options.SafetyTimeout = TimeSpan.FromSeconds(1));

        await harness.PublishAsync(new OrderPlaced(1));
        var failure = await Assert.ThrowsAsync<MessagingHarnessException>(harness.WaitUntilIdleAsync);

        Assert.Contains("Queue 'orders': 0 visible, 1 in flight, 0 delayed.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Running: OrderPlaced ", failure.Message, StringComparison.Ordinal);
        never.SetResult();
    }

    [Fact]
    public async Task Waiting_for_too_many_messages_fails_at_once_and_names_the_failures()
    {
        await using var harness = await Orders.StartAsync((_, _, _) => throw new InvalidOperationException("Out of stock."));

        await harness.PublishAsync(new OrderPlaced(1));
        var failure = await Assert.ThrowsAsync<MessagingHarnessException>(() => harness.WaitForHandledAsync<OrderPlaced>(2));

        Assert.Contains("0 of 2 messages 'OrderPlaced'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: Out of stock.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_a_handler_that_waits_for_the_clock()
    {
        MessagingHarness? started = null;
        var harness = started = await Orders.StartAsync(
            (_, _, cancellationToken) => Task.Delay(TimeSpan.FromDays(1), started!.Time, cancellationToken));
        await harness.PublishAsync(new OrderPlaced(1));
        await harness.AdvanceAsync(TimeSpan.FromSeconds(1));

        await harness.DisposeAsync();
    }

    [Fact]
    public async Task Configuration_has_the_last_word()
    {
        await using var harness = await Orders.StartAsync(configure: options =>
        {
            options.StartTime = new DateTimeOffset(2031, 2, 3, 0, 0, 0, TimeSpan.Zero);
            options.Configuration["Messaging:Consumers:orders:DeadLetterQueue"] = "elsewhere";
        });

        Assert.Empty(harness.DeadLettered("elsewhere"));
        Assert.Equal(2031, harness.Services.GetRequiredService<TimeProvider>().GetUtcNow().Year);
    }

    internal sealed class SlowBatchHandler(TimeProvider time) : IBatchMessageHandler<OrderPlaced>
    {
        public Task HandleAsync(IReadOnlyList<BatchedMessage<OrderPlaced>> batch, CancellationToken cancellationToken) =>
            Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
    }
}
