namespace Messaging.Aot;

internal sealed class CountingMiddleware(Tally tally) : IMessageMiddleware
{
    public Task InvokeAsync(MessageContext context, MessageDelegate next, CancellationToken cancellationToken)
    {
        tally.AddPassage();
        return next(context, cancellationToken);
    }
}
