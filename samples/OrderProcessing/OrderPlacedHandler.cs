using Messaging;

namespace OrderProcessing;

/// <summary>Processes an order. It returns: the message is done. It throws: the message comes again, later each time.</summary>
internal sealed class OrderPlacedHandler(OrderBook book) : IMessageHandler<OrderPlaced>
{
    public Task HandleAsync(OrderPlaced message, MessageContext context, CancellationToken cancellationToken)
    {
        try
        {
            book.Process(message);
            Console.WriteLine($"  {message.OrderId}: {message.Quantity} × {message.Product}" +
                              (context.DeliveryCount > 1 ? $", at delivery {context.DeliveryCount}" : string.Empty));
            return Task.CompletedTask;
        }
        catch (Exception exception) when (exception is TimeoutException or InvalidOperationException)
        {
            Console.WriteLine($"! {exception.Message} Delivery {context.DeliveryCount} of {context.MaxDeliveries}.");
            throw;
        }
    }
}
