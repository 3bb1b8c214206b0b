using Messaging.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Tests;

/// <summary>The tests that people write in their first hour.</summary>
public sealed class HarnessUseTests
{
    [Fact]
    public async Task A_topic_and_an_event_bus_bring_what_their_filters_let_through()
    {
        await using var harness = await MessagingHarness.StartAsync(services =>
        {
            services.AddSingleton<OrderHandler.Script>((_, _, _) => Task.CompletedTask);
            services.AddMessaging()
                .PublishToTopic<OrderPlaced>("placed")
                .PublishToEventBus<OrderShipped>("shipping", "com.acme.shipping")
                .AddSqsConsumer("large", consumer => consumer
                    .Handle<OrderPlaced, OrderHandler>()
                    .SubscribeToTopic("placed", filter => filter
                        .Message<OrderPlaced>(order => order.Where(message => message.Number, Match.GreaterThan(10)))))
                .AddSqsConsumer("shipped", consumer => consumer
                    .Handle<OrderShipped, ShippedHandler>()
                    .SubscribeToEventBus("shipping", pattern => pattern
                        .Message<OrderShipped>(order => order.Where(message => message.Number, Match.GreaterThan(10)))));
        });

        foreach (var number in new[] { 5, 15 })
        {
            await harness.PublishAsync(new OrderPlaced(number));
            await harness.PublishAsync(new OrderShipped(number));
        }

        await harness.WaitUntilIdleAsync();

        Assert.Equal([new OrderPlaced(15)], harness.HandledOf<OrderPlaced>());
        Assert.Equal([new OrderShipped(15)], harness.HandledOf<OrderShipped>());
        Assert.Single(harness.Broker.PeekUnmatchedEvents("shipping"));
    }

    [Fact]
    public async Task A_delayed_message_with_headers_arrives_when_its_time_has_come()
    {
        await using var harness = await Orders.StartAsync();

        await harness.PublishAsync(new OrderPlaced(1), new PublishOptions
        {
            Delay = TimeSpan.FromMinutes(10),
            Headers = new Dictionary<string, string> { ["tenant"] = "acme" },
        });
        await harness.AdvanceAsync(TimeSpan.FromMinutes(9));
        Assert.Empty(harness.Attempts);
        await harness.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("acme", Assert.Single(harness.Handled).Context.Headers["tenant"]);
        Assert.Equal("acme", Assert.Single(harness.Published).Options!.Headers!["tenant"]);
    }

    [Fact]
    public async Task A_chain_that_fans_out_is_done_when_its_last_message_is()
    {
        await using var harness = await MessagingHarness.StartAsync(services => services.AddMessaging()
            .PublishToQueue<OrderPlaced>("orders")
            .AddSqsConsumer("orders", consumer => consumer.Handle<OrderPlaced, FanOut>()));

        await harness.PublishAsync(new OrderPlaced(6));
        await harness.WaitUntilIdleAsync();

        Assert.Equal((2 << 6) - 1, harness.Handled.Count);
        Assert.Single(harness.Handled.Select(attempt => attempt.Context.CorrelationId).Distinct());
    }

    [Fact]
    public async Task Each_delivery_has_a_scope_and_the_test_may_open_one()
    {
        await using var harness = await Orders.StartAsync(services: services => services.AddScoped<Unit>().AddMessaging().UseMiddleware<UnitMiddleware>());
        await harness.Publisher.PublishManyAsync([new OrderPlaced(1), new OrderPlaced(2)]);
        await harness.WaitUntilIdleAsync();

        await using var scope = harness.Services.CreateAsyncScope();
        Assert.NotNull(scope.ServiceProvider.GetRequiredService<Unit>());
        Assert.Equal(2, harness.Handled.Select(attempt => attempt.Context.Outcome.Kind).Count(kind => kind == MessageOutcomeKind.None));
        Assert.Throws<InvalidOperationException>(() => harness.Services.GetRequiredService<Unit>());
    }

    [Fact]
    public async Task A_queue_that_is_not_there_is_named_where_the_application_creates_none()
    {
        var start = await Assert.ThrowsAsync<MessagingConfigurationException>(() => Orders.StartAsync(
            more: consumer => consumer.Configure(options => options.Provisioning = Provisioning.None)));
        await using var harness = await MessagingHarness.StartAsync(
            services => services.AddMessaging().UseProvisioning(Provisioning.None).PublishToQueue<OrderPlaced>("orders"));
        var publish = await Assert.ThrowsAsync<SendException>(() => harness.PublishAsync(new OrderPlaced(1)));

        Assert.Contains("'orders'", start.Message, StringComparison.Ordinal);
        Assert.Contains("'orders'", publish.Message, StringComparison.Ordinal);
    }

    internal sealed class ShippedHandler : IMessageHandler<OrderShipped>
    {
        public Task HandleAsync(OrderShipped message, MessageContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    internal sealed class FanOut(IMessagePublisher publisher) : IMessageHandler<OrderPlaced>
    {
        public async Task HandleAsync(OrderPlaced message, MessageContext context, CancellationToken cancellationToken)
        {
            // Real work, on other threads.
            var number = await Task.Run(() => message.Number - 1, cancellationToken);
            if (number >= 0)
            {
                await publisher.PublishAsync(new OrderPlaced(number), null, cancellationToken);
                await publisher.PublishAsync(new OrderPlaced(number), null, cancellationToken);
            }
        }
    }

    internal sealed class Unit;

    internal sealed class UnitMiddleware(Unit unit, IServiceProvider services) : IMessageMiddleware
    {
        public Task InvokeAsync(MessageContext context, MessageDelegate next, CancellationToken cancellationToken) =>
            services.GetRequiredService<Unit>() == unit ? next(context, cancellationToken) : throw new InvalidOperationException("Another scope.");
    }
}
