namespace Messaging;

/// <summary>A handler under way: its token, and why it was cancelled.</summary>
internal sealed class HandlerRun(ConsumeContext context)
{
    public ConsumeContext Context { get; } = context;

    public CancellationTokenSource Cancellation { get; } = new();

    public Task CancelAsync(string reason)
    {
        Context.CancellationReason ??= reason;
        if (Context.Handling is { } handling)
        {
            handling.CancellationReason ??= reason;
        }

        return Cancellation.CancelAsync();
    }
}
