namespace Messaging.Local;

/// <summary>
/// Keeps what may not be done while a region's lock is held: calls of users' code, and calls of other regions. It is
/// done on the same thread as soon as that thread holds no lock, before the call that caused it returns.
/// </summary>
internal static class Afterwards
{
    [ThreadStatic]
    private static Queue<TaskCompletionSource>? _waiting;

    [ThreadStatic]
    private static int _locks;

    [ThreadStatic]
    private static bool _working;

    /// <summary>Returns a task that completes when this thread holds no lock of a region.</summary>
    public static Task Come()
    {
        if (_locks == 0)
        {
            return Task.CompletedTask;
        }

        var come = new TaskCompletionSource();
        (_waiting ??= new Queue<TaskCompletionSource>()).Enqueue(come);
        return come.Task;
    }

    /// <summary>Notes that this thread takes a lock.</summary>
    public static void Enter() => _locks++;

    /// <summary>Notes that this thread has released a lock; with the last of them, what waits is done.</summary>
    public static void Leave()
    {
        if (--_locks > 0 || _working || _waiting is not { Count: > 0 })
        {
            return;
        }

        // What is done may cause more. It joins the queue instead of the stack, so that no chain is too long. The
        // context of the caller is no matter of what is done, and would put it off.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        _working = true;
        try
        {
            while (_waiting.TryDequeue(out var come))
            {
                come.SetResult();
            }
        }
        finally
        {
            _working = false;
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
