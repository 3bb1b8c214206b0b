using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging.Local;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Tests;

/// <summary>The clock moves when nothing else does: neither earlier, nor never.</summary>
public sealed class HarnessStillnessTests
{
    // What a database or another service takes.
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(30);

    private MessagingHarness? _harness;

    [Fact]
    public async Task Middleware_around_a_batch_may_wait_for_each_message_as_long_as_it_likes()
    {
        await using var harness = await MessagingHarness.StartAsync(services => services.AddSingleton<Batches>().AddMessaging()
            .PublishToQueue<OrderPlaced>("orders")
            .AddSqsConsumer("orders", consumer => consumer
                .HandleBatch<OrderPlaced, BatchHandler>(5).UseMiddleware<WaitingMiddleware>().Configure(options => options.MaxConcurrency = 1)), Soon);
        await harness.Publisher.PublishManyAsync(Enumerable.Range(1, 12).Select(number => new OrderPlaced(number)).ToArray());

        await harness.AdvanceAsync(TimeSpan.FromMinutes(2));
        await harness.WaitUntilIdleAsync();

        Assert.Equal(Enumerable.Range(1, 12), harness.HandledOf<OrderPlaced>().Select(order => order.Number).Order());
        Assert.True(harness.Services.GetRequiredService<Batches>().Largest > 1);
    }

    [Fact]
    public async Task A_handler_with_a_time_limit_that_is_busy_is_not_taken_to_wait_for_the_clock()
    {
        await using var harness = await Orders.StartAsync(
            (_, _, cancellationToken) => Task.Delay(Busy, TimeProvider.System, cancellationToken),
            more: consumer => consumer.Configure(options => options.HandlerTimeout = TimeSpan.FromSeconds(10)));

        await harness.PublishAsync(new OrderPlaced(1));
        await harness.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(harness.Failed);
        Assert.Single(harness.Handled);
    }

    [Fact]
    public async Task A_handler_that_hangs_meets_its_time_limit_when_the_test_moves_the_clock_there()
    {
        var hangs = new TaskCompletionSource();
        await using var harness = await Orders.StartAsync(
            (_, context, cancellationToken) =>
            {
                hangs.TrySetResult();
                return context.DeliveryCount == 1
                    ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken) : Task.CompletedTask;
            },
            more: consumer => consumer.Configure(options => options.HandlerTimeout = TimeSpan.FromSeconds(10)));
        await harness.PublishAsync(new OrderPlaced(1));
        await hangs.Task;

        harness.Time.Advance(TimeSpan.FromSeconds(10));
        await harness.AdvanceAsync(TimeSpan.FromSeconds(5));

        Assert.IsType<TimeoutException>(Assert.Single(harness.Failed).Exception);
        Assert.Single(harness.Handled);
    }

    [Fact]
    public async Task Answers_that_are_lost_on_the_way_to_the_consumer_do_not_stop_the_clock()
    {
        await using var harness = await Orders.StartAsync(configure: Soon);
        harness.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.DropResponse, Action = "ReceiveMessage", Times = 5 });

        await harness.PublishAsync(new OrderPlaced(1));
        await harness.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Single(harness.Handled);
    }

    [Fact]
    public async Task What_a_function_takes_from_another_queue_does_not_stop_the_clock()
    {
        await using var harness = await Orders.StartAsync(configure: Soon);
        var sqs = harness.Services.GetRequiredService<IAmazonSQS>();
        var url = (await sqs.CreateQueueAsync("legacy")).QueueUrl;
        var taken = 0;
        harness.Broker.Functions.Add("legacy", (_, _) =>
        {
            Interlocked.Increment(ref taken);
            return Task.FromResult<string?>(null);
        });
        harness.Broker.Mappings.Add("legacy", "legacy");
        await sqs.SendMessageAsync(url, "A letter.");
        await harness.WaitUntilAsync(() => Volatile.Read(ref taken) == 1);

        await harness.PublishAsync(new OrderPlaced(1));

        Assert.Single(await harness.WaitForHandledAsync<OrderPlaced>());
    }

    [Fact]
    public async Task A_handler_whose_publish_waits_for_another_try_goes_on_when_the_clock_moves()
    {
        await using var harness = _harness = await MessagingHarness.StartAsync(
            services =>
            {
                services.AddSingleton<OrderHandler.Script>((order, _, cancellationToken) =>
                    _harness!.Publisher.PublishAsync(new OrderShipped(order.Number), null, cancellationToken));
                services.AddMessaging()
                    .PublishToQueue<OrderPlaced>("orders")
                    .PublishToQueue<OrderShipped>("shipments")
                    .AddSqsConsumer("orders", consumer => consumer.Handle<OrderPlaced, OrderHandler>());
            },
            Soon);
        harness.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.FailEntry, Resource = "shipments", Times = 4 });

        await harness.Publisher.PublishManyAsync(Enumerable.Range(0, 20).Select(number => new OrderPlaced(number)).ToArray());
        await harness.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(20, harness.Handled.Count);
        Assert.Equal(20, harness.PublishedOf<OrderShipped>().Count);
    }

    [Fact]
    public async Task A_publish_that_waits_for_the_clock_says_so_and_a_test_may_move_it_meanwhile()
    {
        await using var harness = await Orders.StartAsync(configure: options => options.SafetyTimeout = TimeSpan.FromSeconds(1));
        harness.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.Delay, Action = "SendMessage", Duration = TimeSpan.FromSeconds(3) });

        var failure = await Assert.ThrowsAsync<MessagingHarnessException>(() => harness.PublishAsync(new OrderPlaced(1)));
        var publish = harness.PublishAsync(new OrderPlaced(2));
        await harness.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.False(publish.IsCompleted);
        await harness.AdvanceAsync(TimeSpan.FromSeconds(2));
        await publish;

        Assert.Contains("call AdvanceAsync before you await the publish", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await harness.WaitForHandledAsync<OrderPlaced>(2)).Count);
    }

    [Fact]
    public async Task A_receive_of_the_test_itself_does_not_count_for_the_application()
    {
        await using var harness = await Orders.StartAsync(async (_, _, _) => await Task.Delay(Busy, TimeProvider.System, CancellationToken.None));
        var sqs = harness.Services.GetRequiredService<IAmazonSQS>();
        var url = (await sqs.GetQueueUrlAsync("orders-dlq")).QueueUrl;
        using var enough = new CancellationTokenSource();
        var receives = Enumerable.Range(0, 5).Select(_ => sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest { QueueUrl = url, WaitTimeSeconds = 20 }, enough.Token)).ToArray();

        for (var number = 1; number <= 5; number++)
        {
            await harness.PublishAsync(new OrderPlaced(number));
            Assert.Equal(number, (await harness.WaitForHandledAsync<OrderPlaced>()).Count);
        }

        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(receives));
    }

    private static void Soon(MessagingHarnessOptions options) => options.SafetyTimeout = TimeSpan.FromSeconds(10);

    internal sealed class Batches
    {
        public int Largest { get; set; }
    }

    internal sealed class BatchHandler(Batches batches, TimeProvider time) : IBatchMessageHandler<OrderPlaced>
    {
        public async Task HandleAsync(IReadOnlyList<BatchedMessage<OrderPlaced>> batch, CancellationToken cancellationToken)
        {
            batches.Largest = Math.Max(batches.Largest, batch.Count);

            // Busy, and then waiting for the clock.
            await Task.Delay(Busy, TimeProvider.System, cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        }
    }

    internal sealed class WaitingMiddleware(TimeProvider time) : IMessageMiddleware
    {
        public async Task InvokeAsync(MessageContext context, MessageDelegate next, CancellationToken cancellationToken)
        {
            var number = ((OrderPlaced)context.Message!).Number;
            await Task.Delay(TimeSpan.FromSeconds(number % 5), time, cancellationToken);
            await next(context, cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(number % 3), time, cancellationToken);
        }
    }
}
