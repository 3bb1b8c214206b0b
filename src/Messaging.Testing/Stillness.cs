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
        var started = tasks.Started;
        if (time.IsRinging)
        {
            return false;
        }

        var waiting = backend.Waiting;
        var running = attempts.Running;
        if (running.Length > 0 && !(handlersMayWait && Array.TrueForAll(running, IsAwaiting)))
        {
            return false;
        }

        // Messages that started together share a task.
        var sleeping = running.Select(attempt => attempt.Context.Batch ?? (object)attempt).Distinct().Count();

        // What was seen first must hold to the end: what ends meanwhile has started its successor before.
        return tasks.Running <= waiting + sleeping
            && !time.IsRinging && backend.Waiting == waiting
            && attempts.Running.SequenceEqual(running) && Array.TrueForAll(running, IsAwaiting)
            && tasks.Started == started;
    }

    private bool IsAwaiting(HandledAttempt attempt) =>
        attempt.Context.Batch?.IsWaiting(time.HoldsUp) ?? time.HoldsUp(attempt.Context);
}
