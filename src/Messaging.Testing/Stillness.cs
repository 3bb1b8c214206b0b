namespace Messaging.Testing;

/// <summary>Decides whether anything can still happen before the clock moves.</summary>
/// <remarks>
/// Consumers and publishers start all of their work in one place. When each piece of it waits in the broker, or in a
/// handler for the clock, and no timer rings, then nothing happens by itself.
/// </remarks>
internal sealed class Stillness(
    TaskStarter tasks, HarnessBackend backend, AttemptRecorder attempts, VirtualTimeProvider time)
{
    /// <summary>Says whether nothing moves. Handlers that have set a timer may count as waiting for it.</summary>
    public bool IsStill(bool handlersMayWait)
    {
        if (time.IsRinging || backend.Waiting is not { } waiting)
        {
            return false;
        }

        var running = attempts.Running;
        if (running.Length > 0 && !(handlersMayWait && Array.TrueForAll(running, attempt => time.IsAwaitedBy(attempt.Context))))
        {
            return false;
        }

        // Messages that share a call share its task.
        var sleeping = running.Count(attempt => time.IsAwaitedByCallOf(attempt.Context));

        // Looked at last: what ended since has started its successor first.
        return tasks.Running <= waiting + sleeping
            && !time.IsRinging && backend.Waiting == waiting;
    }
}
