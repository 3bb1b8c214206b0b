using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Tests;

/// <summary>Two consumers of two queues have one limit together.</summary>
public sealed class ShareConcurrencyTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Never_more_handlers_run_than_the_limit_and_all_messages_are_handled()
    {
        var work = new Work { Takes = TimeSpan.FromSeconds(1) };
        await using var harness = await StartAsync(work, limit: 3);

        await PublishAsync(harness, orders: 40, shipments: 20);
        await harness.AdvanceAsync(Minute);

        Assert.Equal(3, work.Most);
        Assert.Equal(Enumerable.Range(0, 40), harness.HandledOf<OrderPlaced>().Select(order => order.Number).Order());
        Assert.Equal(Enumerable.Range(0, 20), harness.HandledOf<OrderShipped>().Select(order => order.Number).Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Of_two_backlogs_neither_waits_for_the_end_of_the_other(int limit)
    {
        var work = new Work { Takes = TimeSpan.FromSeconds(1) };
        await using var harness = await StartAsync(work, limit);

        await PublishAsync(harness, orders: 50 * limit, shipments: 50 * limit);
        await harness.AdvanceAsync(TimeSpan.FromSeconds(40));

        Assert.Equal(limit, work.Most);
        Assert.InRange(harness.HandledOf<OrderPlaced>().Count, 15 * limit, 25 * limit);
        Assert.InRange(harness.HandledOf<OrderShipped>().Count, 15 * limit, 25 * limit);
    }

    [Fact]
    public async Task One_that_was_idle_for_hours_is_served_while_the_other_is_busy()
    {
        var work = new Work { Takes = Minute };
        await using var harness = await StartAsync(work, limit: 2);
        await PublishAsync(harness, orders: 600, shipments: 0);
        await harness.AdvanceAsync(TimeSpan.FromHours(3));
        Assert.InRange(harness.HandledOf<OrderPlaced>().Count, 350, 360);

        await PublishAsync(harness, orders: 0, shipments: 2);
        await harness.AdvanceAsync(4 * Minute);

        Assert.Equal(2, harness.HandledOf<OrderShipped>().Count);
        Assert.Equal(2, work.Most);

        // And the busy one goes on.
        Assert.InRange(harness.HandledOf<OrderPlaced>().Count, 354, 366);
        Assert.NotEmpty(harness.Broker.Peek("orders"));
    }

    [Fact]
    public async Task One_whose_poll_ended_while_the_other_had_all_slots_receives_again_when_they_are_free()
    {
        var work = new Work { Takes = TimeSpan.FromSeconds(30) };
        await using var harness = await StartAsync(work, limit: 2);
        await PublishAsync(harness, orders: 2, shipments: 0);
        await harness.AdvanceAsync(5 * Minute);
        Assert.Equal(2, harness.HandledOf<OrderPlaced>().Count);

        await PublishAsync(harness, orders: 0, shipments: 1);
        await harness.AdvanceAsync(Minute);

        Assert.Single(harness.HandledOf<OrderShipped>());
    }

    private static Task<MessagingHarness> StartAsync(Work work, int limit) => MessagingHarness.StartAsync(services =>
    {
        services.AddSingleton(work);
        services.AddMessaging()
            .PublishToQueue<OrderPlaced>("orders")
            .PublishToQueue<OrderShipped>("shipments")
            .AddSqsConsumer("orders", consumer => consumer.Handle<OrderPlaced, Worker>().ShareConcurrency("database", limit))
            .AddSqsConsumer("shipments", consumer => consumer.Handle<OrderShipped, Worker>().ShareConcurrency("database", limit));
    });

    private static async Task PublishAsync(MessagingHarness harness, int orders, int shipments)
    {
        await harness.Publisher.PublishManyAsync(Enumerable.Range(0, orders).Select(number => new OrderPlaced(number)).ToArray());
        await harness.Publisher.PublishManyAsync(Enumerable.Range(0, shipments).Select(number => new OrderShipped(number)).ToArray());
    }

    /// <summary>What a handler does, and how many do it.</summary>
    internal sealed class Work
    {
        private readonly Lock _lock = new();
        private int _running;

        public required TimeSpan Takes { get; init; }

        /// <summary>Gets the most handlers that ran at the same time.</summary>
        public int Most { get; private set; }

        public async Task DoAsync(TimeProvider time, CancellationToken cancellationToken)
        {
            Add(1);
            try
            {
                await Task.Delay(Takes, time, cancellationToken);
            }
            finally
            {
                Add(-1);
            }
        }

        private void Add(int change)
        {
            lock (_lock)
            {
                _running += change;
                Most = Math.Max(Most, _running);
            }
        }
    }

    internal sealed class Worker(Work work, TimeProvider time) : IMessageHandler<OrderPlaced>, IMessageHandler<OrderShipped>
    {
        public Task HandleAsync(OrderPlaced message, MessageContext context, CancellationToken cancellationToken) =>
            work.DoAsync(time, cancellationToken);

        public Task HandleAsync(OrderShipped message, MessageContext context, CancellationToken cancellationToken) =>
            work.DoAsync(time, cancellationToken);
    }
}
