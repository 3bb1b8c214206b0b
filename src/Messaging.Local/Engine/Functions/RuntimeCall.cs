namespace Messaging.Local;

/// <summary>One invocation of a function that runs in a process of its own.</summary>
internal sealed class RuntimeCall(string @event) : IDisposable
{
    // What waits for the answer goes on outside of the function's lock.
    private readonly TaskCompletionSource<string?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _limit;

    public string RequestId { get; } = Guid.NewGuid().ToString();

    public string Event => @event;

    /// <summary>Gets when the process must have answered.</summary>
    public DateTimeOffset Deadline { get; private set; }

    public Task<string?> Answer => _answer.Task;

    public void Begin(DateTimeOffset deadline, ITimer limit) => (Deadline, _limit) = (deadline, limit);

    public void Complete(string answer) => _answer.TrySetResult(answer);

    public void Fail(LocalFunctionException reason) => _answer.TrySetException(reason);

    public void Dispose() => _limit?.Dispose();
}
