namespace Messaging;

/// <summary>The one place that starts tasks. It counts what it started until that has ended, and can be awaited.</summary>
internal sealed class TaskStarter
{
    private readonly Lock _lock = new();
    private readonly Action _ended;
    private TaskCompletionSource? _idle;
    private long _counts;

    public TaskStarter() => _ended = Ended;

    /// <summary>Gets how many tasks have not ended.</summary>
    public int Running => (int)Volatile.Read(ref _counts);

    /// <summary>Gets a number that changes whenever a task is started.</summary>
    public int Started => (int)(Volatile.Read(ref _counts) >> 32);

    /// <summary>Starts work on the thread pool, with nothing of the caller's context. The work handles its own exceptions.</summary>
    public void Start(Func<Task> work)
    {
        Count();
        ThreadPool.UnsafeQueueUserWorkItem(new Run(this, static work => ((Func<Task>)work)(), work), preferLocal: false);
    }

    /// <summary>Starts work with a state, so that no delegate need be made for it.</summary>
    public void Start(Func<object, Task> work, object state)
    {
        Count();
        ThreadPool.UnsafeQueueUserWorkItem(new Run(this, work, state), preferLocal: false);
    }

    /// <summary>Waits until nothing runs.</summary>
    public Task WhenAllEnded()
    {
        lock (_lock)
        {
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var idle = _idle.Task;
            EndIfIdle();
            return idle;
        }
    }

    // Those that were started in the upper half, those that run in the lower.
    private void Count() => Interlocked.Add(ref _counts, (1L << 32) + 1);

    private void Ended()
    {
        if ((int)Interlocked.Decrement(ref _counts) == 0)
        {
            lock (_lock)
            {
                EndIfIdle();
            }
        }
    }

    private void EndIfIdle()
    {
        if (Running == 0)
        {
            _idle?.TrySetResult();
            _idle = null;
        }
    }

    /// <summary>Work that was started. It costs less than a task around a task.</summary>
    private sealed class Run(TaskStarter starter, Func<object, Task> work, object state) : IThreadPoolWorkItem
    {
        public void Execute() => work(state).GetAwaiter().UnsafeOnCompleted(starter._ended);
    }
}
