namespace Messaging.Conformance;

/// <summary>What a handler saw at one delivery.</summary>
public sealed record Seen(object Message, MessageContext Context);

/// <summary>Records deliveries, decides how handlers behave, and tells waiting tests.</summary>
public sealed class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly List<Seen> _started = [];
    private readonly List<Seen> _handled = [];
    private readonly List<(Func<bool> Holds, TaskCompletionSource Signal)> _waiting = [];

    /// <summary>Gets or sets what handlers do; nothing when not set.</summary>
    public Func<Seen, Task> Behave { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<Seen> Started => Copy(_started);

    public IReadOnlyList<Seen> Handled => Copy(_handled);

    public async Task HandleAsync(object message, MessageContext context)
    {
        var seen = new Seen(message, context);
        Record(_started, seen);
        await Behave(seen);
        Record(_handled, seen);
    }

    public Task UntilStartedAsync(int count) => UntilAsync(() => _started.Count >= count, $"{count} deliveries began");

    public Task UntilHandledAsync(int count) => UntilAsync(
        () => _handled.Count >= count && _handled.DistinctBy(seen => seen.Context.MessageId).Count() >= count,
        $"{count} messages were handled");

    private async Task UntilAsync(Func<bool> holds, string what)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (holds())
            {
                return;
            }

            _waiting.Add((holds, signal));
        }

        try
        {
            await signal.Task.WaitAsync(Patience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Not within {Patience}: {what}. {Started.Count} deliveries began, {Handled.Count} ended well.");
        }
    }

    private void Record(List<Seen> list, Seen seen)
    {
        lock (_lock)
        {
            list.Add(seen);
            foreach (var waiting in _waiting.Where(waiting => !waiting.Signal.Task.IsCompleted && waiting.Holds()))
            {
                waiting.Signal.TrySetResult();
            }
        }
    }

    private List<Seen> Copy(List<Seen> list)
    {
        lock (_lock)
        {
            return [.. list];
        }
    }
}
