using Microsoft.Extensions.Logging;

namespace Messaging.Lambda;

/// <summary>What a function logs beside what every consumer logs: ids, names and counts, never a body.</summary>
internal static partial class LambdaLog
{
    [LoggerMessage(6001, LogLevel.Information, "Function {Function} waits for invocations at {Endpoint}.")]
    public static partial void Waiting(ILogger logger, string function, Uri endpoint);

    [LoggerMessage(6002, LogLevel.Warning, "Function {Function} could not ask for its next invocation. It tries again in {Pause}.")]
    public static partial void NextFailed(ILogger logger, string function, TimeSpan pause, Exception exception);

    [LoggerMessage(6003, LogLevel.Error, "Invocation {RequestId} of function {Function} failed. Lambda tries again what it may.")]
    public static partial void InvocationFailed(ILogger logger, string function, string requestId, Exception exception);

    [LoggerMessage(6004, LogLevel.Warning,
        "The answer to invocation {RequestId} of function {Function} was not accepted ({Status}). Its messages come again.")]
    public static partial void AnswerRefused(ILogger logger, string function, string requestId, int status);

    [LoggerMessage(6005, LogLevel.Debug, "Function {Function} handled {Handled} of {Count} messages of {Source}.")]
    public static partial void Invoked(ILogger logger, string function, int handled, int count, EventSource source);

    [LoggerMessage(6006, LogLevel.Warning,
        "Function {Function} cancels its handlers, and {Unstarted} messages were not started. They come again. {Reason}")]
    public static partial void Cancelled(ILogger logger, string function, int unstarted, string reason);

    [LoggerMessage(6007, LogLevel.Error,
        "{Running} handlers of function {Function} did not end when they were cancelled. Their messages count as failed. Pass the cancellation token on.")]
    public static partial void HandlersLeft(ILogger logger, string function, int running);

    [LoggerMessage(6008, LogLevel.Warning,
        "Queue {Queue} of function {Function} cannot be reached for retries and dead letters. Failed messages come again by its visibility timeout.")]
    public static partial void QueueUnreachable(ILogger logger, string queue, string function, Exception exception);

    [LoggerMessage(6009, LogLevel.Error, "Message {MessageId} of function {Function} cannot be read: {Defect} It comes again.")]
    public static partial void Unreadable(ILogger logger, string messageId, string function, string defect);

    [LoggerMessage(6010, LogLevel.Warning,
        "{Failed} visibility timeouts of {Queue} could not be changed for function {Function} ({Code}). Those messages come again by the queue's own.")]
    public static partial void VisibilityUnchanged(ILogger logger, int failed, string queue, string function, string code);

    [LoggerMessage(6011, LogLevel.Warning,
        "Message {MessageId} of function {Function} asked to come again after {Delay}, which {Source} cannot do. Lambda's own retries decide.")]
    public static partial void DelayNotPossible(ILogger logger, string messageId, string function, TimeSpan? delay, EventSource source);

    // The failures themselves have been logged, each with its message.
    [LoggerMessage(6013, LogLevel.Warning, "Invocation {RequestId} fails: {Reason}")]
    public static partial void MessagesFailed(ILogger logger, string requestId, string reason);

    [LoggerMessage(6012, LogLevel.Warning,
        "The retry delays of {Queue} were not set before function {Function} had to answer. Its failed messages come again by the queue's own timeout.")]
    public static partial void DelaysTooLate(ILogger logger, string queue, string function);
}
