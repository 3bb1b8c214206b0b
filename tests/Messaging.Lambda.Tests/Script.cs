using System.Collections.Concurrent;

namespace Messaging.Lambda.Tests;

/// <summary>Says what the handlers of a test do, and keeps what they saw.</summary>
internal sealed class Script
{
    public ConcurrentQueue<string> Handled { get; } = new();

    public ConcurrentQueue<MessageContext> Contexts { get; } = new();

    public Func<string, MessageContext, CancellationToken, Task> Run { get; set; } = (_, _, _) => Task.CompletedTask;

    public async Task HandleAsync(string what, MessageContext context, CancellationToken cancellationToken)
    {
        Contexts.Enqueue(context);
        await Run(what, context, cancellationToken);
        if (context.Outcome.Kind == MessageOutcomeKind.None)
        {
            Handled.Enqueue(what);
        }
    }
}

internal sealed class OrderHandler(Script script) : IMessageHandler<Order>
{
    public Task HandleAsync(Order message, MessageContext context, CancellationToken cancellationToken) =>
        script.HandleAsync(message.OrderId, context, cancellationToken);
}
