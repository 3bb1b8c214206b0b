using System.Collections.Concurrent;

namespace Messaging;

/// <summary>The one place that starts tasks. What it starts is kept until it has ended, and can be awaited.</summary>
internal sealed class TaskStarter
{
    private readonly ConcurrentDictionary<Task, bool> _running = [];

    /// <summary>Gets how many tasks have not ended.</summary>
    public int Running => _running.Count;

    /// <summary>Starts work on the thread pool. The work handles its own exceptions.</summary>
    public void Start(Func<Task> work)
    {
        var task = Task.Run(work);
        _running[task] = true;

        task.ContinueWith(
            static (ended, running) => ((ConcurrentDictionary<Task, bool>)running!).TryRemove(ended, out _),
            _running, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public Task WhenAllEnded() => Task.WhenAll(_running.Keys);
}
