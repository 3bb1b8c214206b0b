namespace Messaging.Aot;

/// <summary>Handles every order but the seventh, which fails always.</summary>
internal sealed class OrderHandler(Tally tally) : IMessageHandler<Order>
{
    public const int Broken = 7;

    public Task HandleAsync(Order message, MessageContext context, CancellationToken cancellationToken)
    {
        if (message.Number == Broken)
        {
            throw new InvalidOperationException($"Order {message.OrderId} fails on purpose.");
        }

        tally.AddOrder();
        return Task.CompletedTask;
    }
}
