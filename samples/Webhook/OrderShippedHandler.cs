using Messaging;

namespace Webhook;

/// <summary>Notes what was shipped. Safe to run twice: the number is the key.</summary>
internal sealed class OrderShippedHandler(ShippingBook book) : IMessageHandler<OrderShipped>
{
    public Task HandleAsync(OrderShipped message, MessageContext context, CancellationToken cancellationToken)
    {
        if (message.Number == ShippingBook.UnknownOrder)
        {
            context.DeadLetter($"There is no order {message.Number}.");
            return Task.CompletedTask;
        }

        if (message.Number == ShippingBook.FailingOrder && context.DeliveryCount == 1)
        {
            book.Failed();
            throw new TimeoutException("The shipping database did not answer.");
        }

        book.Note(message.Number);
        return Task.CompletedTask;
    }
}
