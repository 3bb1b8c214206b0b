using Messaging;
using Samples;

namespace FanOut;

internal sealed class BillingHandler(Deliveries deliveries) : IMessageHandler<OrderShipped>
{
    public Task HandleAsync(OrderShipped message, MessageContext context, CancellationToken cancellationToken)
    {
        deliveries.Note("billing", message.OrderId);
        return Task.CompletedTask;
    }
}

internal sealed class EuropeHandler(Deliveries deliveries) : IMessageHandler<OrderShipped>
{
    public Task HandleAsync(OrderShipped message, MessageContext context, CancellationToken cancellationToken)
    {
        deliveries.Note("customs-eu", message.OrderId);
        return Task.CompletedTask;
    }
}

internal sealed class AuditHandler(Deliveries deliveries) : IMessageHandler<OrderShipped>
{
    public Task HandleAsync(OrderShipped message, MessageContext context, CancellationToken cancellationToken)
    {
        deliveries.Note("audit", message.OrderId);
        return Task.CompletedTask;
    }
}

internal sealed class TrackingHandler(Deliveries deliveries) : IMessageHandler<OrderStep>
{
    public Task HandleAsync(OrderStep message, MessageContext context, CancellationToken cancellationToken)
    {
        deliveries.Note("tracking.fifo", $"{message.OrderId}/{message.Number}");
        return Task.CompletedTask;
    }
}

internal sealed class ArchiveHandler(Deliveries deliveries) : IMessageHandler<OrderStep>
{
    public Task HandleAsync(OrderStep message, MessageContext context, CancellationToken cancellationToken)
    {
        deliveries.Note("archive.fifo", $"{message.OrderId}/{message.Number}");
        return Task.CompletedTask;
    }
}
