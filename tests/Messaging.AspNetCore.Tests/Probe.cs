using System.Collections.Concurrent;

namespace Messaging.AspNetCore.Tests;

/// <summary>Decides what the handler does, and keeps what it got.</summary>
public sealed class Probe
{
    private readonly ConcurrentQueue<(object Message, MessageContext Context)> _handled = new();

    public IReadOnlyList<(object Message, MessageContext Context)> Handled => [.. _handled];

    public Func<MessageContext, CancellationToken, Task> Handle { get; set; } = static (_, _) => Task.CompletedTask;

    public async Task RunAsync(object message, MessageContext context, CancellationToken cancellationToken)
    {
        _handled.Enqueue((message, context));
        await Handle(context, cancellationToken);
    }
}
