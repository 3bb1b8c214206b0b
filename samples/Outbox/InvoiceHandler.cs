using Messaging;

namespace Outbox;

/// <summary>Writes an invoice. It may run twice for an order: what it wrote in a run that failed was never committed.</summary>
internal sealed class InvoiceHandler(UnitOfWork work, Counts counts) : IMessageHandler<OrderPlaced>
{
    public async Task HandleAsync(OrderPlaced message, MessageContext context, CancellationToken cancellationToken)
    {
        await work.ExecuteAsync(
            "insert into invoices (order_id, total) values (@order, @total)",
            [("@order", message.OrderId), ("@total", message.Total)],
            cancellationToken);
        if (counts.IsToFail(message.OrderId))
        {
            throw new InvalidOperationException("On purpose, after the invoice was written.");
        }
    }
}
