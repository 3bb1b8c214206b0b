namespace Messaging.Testing;

/// <summary>Waits in real time for what goes on beside the virtual one. How long that takes decides nothing.</summary>
internal static class RealTime
{
    /// <summary>Waits until a task ends, and returns false when it does not in all that time.</summary>
    public static async Task<bool> EndsAsync(Task task, TimeSpan longest)
    {
        await task.WaitAsync(longest, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return task.IsCompleted;
    }

    /// <summary>Waits until a condition holds, and returns false when it does not in all that time.</summary>
    public static async Task<bool> UntilAsync(Func<bool> condition, TimeSpan longest)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var turn = 0; !condition(); turn++)
        {
            if (TimeProvider.System.GetElapsedTime(start) > longest)
            {
                return false;
            }

            // Gives way to the work that is awaited.
            if (turn < 50)
            {
                await Task.Yield();
            }
            else
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System).ConfigureAwait(false);
            }
        }

        return true;
    }
}
