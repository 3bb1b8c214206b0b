namespace Messaging.Aot;

internal sealed class TextHandler(Tally tally) : IMessageHandler<string>
{
    public Task HandleAsync(string message, MessageContext context, CancellationToken cancellationToken)
    {
        tally.AddText();
        return Task.CompletedTask;
    }
}
