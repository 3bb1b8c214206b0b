namespace Messaging.AspNetCore.Tests;

public sealed class ShippedHandler(Probe probe) : IMessageHandler<Shipped>
{
    public Task HandleAsync(Shipped message, MessageContext context, CancellationToken cancellationToken) =>
        probe.RunAsync(message, context, cancellationToken);
}
