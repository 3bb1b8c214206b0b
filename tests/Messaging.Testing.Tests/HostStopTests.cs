using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Testing.Tests;

/// <summary>The host stops while several consumers and publishers are at work.</summary>
public sealed class HostStopTests
{
    private readonly TaskCompletionSource _bothRun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IMessagePublisher? _publisher;
    private int _started;

    [Fact]
    public async Task Consumers_stop_together_and_what_their_handlers_publish_meanwhile_is_sent()
    {
        await using var harness = await MessagingHarness.StartAsync(services =>
        {
            services.AddSingleton<OrderHandler.Script>(_ => HandleAsync);
            services.AddMessaging()
                .PublishToQueue<OrderPlaced>("orders")
                .PublishToQueue<OrderPlaced>("refunds")
                .PublishToQueue<OrderShipped>("shipments")
                .PublishToQueue<OrderShipped>("archive")
                .AddSqsConsumer("orders", consumer => consumer.Handle<OrderPlaced, OrderHandler>())
                .AddSqsConsumer("refunds", consumer => consumer.Handle<OrderPlaced, OrderHandler>());
        });
        _publisher = harness.Publisher;
        await harness.PublishAsync(new OrderPlaced(1));
        await _bothRun.Task;

        var stopping = harness.Services.GetRequiredService<IHost>().StopAsync();
        await harness.PublishAsync(new OrderPlaced(2));
        Assert.False(stopping.IsCompleted);
        _mayEnd.SetResult();
        await stopping;

        Assert.Equal([1, 1], harness.HandledOf<OrderPlaced>().Select(order => order.Number));
        Assert.All(["shipments", "archive"], queue => Assert.Equal(4, harness.Broker.Peek(queue).Count));
        Assert.All(["orders", "refunds"], queue =>
        {
            var left = harness.Broker.FindQueue(queue)!;
            Assert.Equal((1, 1), (left.Total, left.Visible));
        });
    }

    private async Task HandleAsync(OrderPlaced order, MessageContext context, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _started) == 2)
        {
            _bothRun.SetResult();
        }

        await _mayEnd.Task;
        await _publisher!.PublishAsync(new OrderShipped(order.Number), null, cancellationToken);

        // Nobody awaits this one but the host.
        _ = _publisher.PublishAsync(new OrderShipped(order.Number), null, CancellationToken.None);
    }
}
