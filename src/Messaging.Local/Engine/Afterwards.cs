namespace Messaging.Local;

/// <summary>
/// Keeps what may not be done while a region's lock is held: calls of users' code, and calls of other regions. It is
/// done on the same thread as soon as that thread holds no lock, before the call that caused it returns.
/// </summary>
internal static class Afterwards
{
    [ThreadStatic]
    private static Queue<TaskCompletionSource>? waiting;

    [ThreadStatic]
    private static int locks;

    [ThreadStatic]
    private static bool working;

    /// <summary>Returns a task that completes when this thread holds no lock of a region.</summary>
    public static Task Come()
    {
        if (locks == 0)
        {
            return Task.CompletedTask;
        }

        var come = new TaskCompletionSource();
        (waiting ??= new Queue<TaskCompletionSource>()).Enqueue(come);
        return come.Task;
    }

    /// <summary>Notes that this thread takes a lock.</summary>
    public static void Enter() => locks++;

    /// <summary>Notes that this thread has released a lock; with the last of them, what waits is done.</summary>
    public static void Leave()
    {
        if (--locks > 0 || working || waiting is not { Count: > 0 })
        {
            return;
        }

        // What is done may cause more. It joins the queue instead of the stack, so that no chain is too long. The
        // context of the caller is no matter of what is done, and would put it off.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        working = true;
        try
        {
            while (waiting.TryDequeue(out var come))
            {
                come.SetResult();
            }
        }
        finally
        {
            working = false;
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
