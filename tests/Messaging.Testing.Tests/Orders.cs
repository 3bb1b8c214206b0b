using Messaging.Sqs;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Tests;

public sealed record OrderPlaced(int Number);

public sealed record OrderShipped(int Number);

/// <summary>Handles orders as the test says.</summary>
public sealed class OrderHandler(OrderHandler.Script script) : IMessageHandler<OrderPlaced>
{
    public Task HandleAsync(OrderPlaced message, MessageContext context, CancellationToken cancellationToken) =>
        script(message, context, cancellationToken);

    public delegate Task Script(OrderPlaced message, MessageContext context, CancellationToken cancellationToken);
}

public sealed class NoteHandler : IMessageHandler<string>
{
    public Task HandleAsync(string message, MessageContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class Orders
{
    public static Task<MessagingHarness> StartAsync(
        OrderHandler.Script? script = null, string queue = "orders", Action<SqsConsumerBuilder>? more = null,
        Action<MessagingHarnessOptions>? configure = null, Action<IServiceCollection>? services = null) =>
        MessagingHarness.StartAsync(
            application =>
            {
                services?.Invoke(application);
                var dead = queue.Replace("orders", "orders-dlq", StringComparison.Ordinal);
                application.AddSingleton(script ?? ((_, _, _) => Task.CompletedTask));
                application.AddMessaging()
                    .AddMessage<OrderPlaced>("acme.order-placed.v1")
                    .PublishToQueue<OrderPlaced>(queue, route =>
                    {
                        if (queue.EndsWith(".fifo", StringComparison.Ordinal))
                        {
                            route.GroupBy(order => (order.Number % 2).ToString());
                        }
                    })
                    .AddSqsConsumer(queue, consumer =>
                    {
                        consumer.Handle<OrderPlaced, OrderHandler>().DeadLetterTo(dead, maxReceives: 3);
                        more?.Invoke(consumer);
                    });
            },
            configure);
}
