using Messaging;

namespace OrderProcessing;

/// <summary>Takes what is no envelope, such as a text somebody sent by hand.</summary>
internal sealed class TextHandler(OrderBook book) : IMessageHandler<string>
{
    public Task HandleAsync(string message, MessageContext context, CancellationToken cancellationToken)
    {
        Console.WriteLine($"  text: {message}");
        book.ProcessText(message);
        return Task.CompletedTask;
    }
}
