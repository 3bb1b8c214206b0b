using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>What a consumer logs: ids, names and counts, never a body or a receipt handle.</summary>
internal static partial class ConsumerLog
{
    [LoggerMessage(EventIds.ConsumerStarted, LogLevel.Information,
        "Consumer {Consumer} receives from {Queue}: up to {MaxConcurrency} messages at a time, hidden for {Visibility}, receives: {MaxReceives}, dead-letter queue: {DeadLetterQueue}.")]
    public static partial void Started(
        ILogger logger, string consumer, string queue, int maxConcurrency, TimeSpan visibility, string maxReceives, string deadLetterQueue);

    [LoggerMessage(EventIds.ConsumerStopping, LogLevel.Information,
        "Consumer {Consumer} stops: {Running} messages are being handled.")]
    public static partial void Stopping(ILogger logger, string consumer, int running);

    [LoggerMessage(EventIds.ConsumerStopped, LogLevel.Information, "Consumer {Consumer} has stopped.")]
    public static partial void Stopped(ILogger logger, string consumer);

    [LoggerMessage(EventIds.StoppedWithWork, LogLevel.Warning,
        "Consumer {Consumer} ran out of time while stopping. {Held} messages will come again after their visibility timeout.")]
    public static partial void StoppedWithWork(ILogger logger, string consumer, int held);

    [LoggerMessage(EventIds.ReceiveFailed, LogLevel.Warning,
        "Consumer {Consumer} could not receive from {Queue}, {Failures} times in a row. It tries again.")]
    public static partial void ReceiveFailed(ILogger logger, string consumer, string queue, int failures, Exception exception);

    [LoggerMessage(EventIds.ReceivesAgain, LogLevel.Information, "Consumer {Consumer} receives from {Queue} again.")]
    public static partial void ReceivesAgain(ILogger logger, string consumer, string queue);

    [LoggerMessage(EventIds.Handled, LogLevel.Debug, "Message {MessageId} was handled by {Consumer}, delivery {DeliveryCount}.")]
    public static partial void Handled(ILogger logger, string messageId, string consumer, int deliveryCount);

    [LoggerMessage(EventIds.HandlerFailed, LogLevel.Error,
        "Handling message {MessageId} in {Consumer} failed, delivery {DeliveryCount} of {MaxReceives}.")]
    public static partial void HandlerFailed(
        ILogger logger, string messageId, string consumer, int deliveryCount, object maxReceives, Exception exception);

    [LoggerMessage(EventIds.HandlerCancelled, LogLevel.Warning,
        "Handling message {MessageId} in {Consumer} was cancelled, delivery {DeliveryCount}; it comes again. {Reason}")]
    public static partial void HandlerCancelled(ILogger logger, string messageId, string consumer, int deliveryCount, string reason);

    [LoggerMessage(EventIds.RetryAsked, LogLevel.Warning,
        "The handler of message {MessageId} in {Consumer} asked for another delivery after {Delay}.")]
    public static partial void RetryAsked(ILogger logger, string messageId, string consumer, TimeSpan? delay);

    [LoggerMessage(EventIds.DeadLettered, LogLevel.Error,
        "Message {MessageId} of {Consumer} was moved to {DeadLetterQueue}: {Reason}")]
    public static partial void DeadLettered(
        ILogger logger, string messageId, string consumer, string? deadLetterQueue, string? reason);

    [LoggerMessage(EventIds.MoveFailed, LogLevel.Warning,
        "Message {MessageId} of {Consumer} could not be copied to {DeadLetterQueue}. It will come again.")]
    public static partial void MoveFailed(
        ILogger logger, string messageId, string consumer, string? deadLetterQueue, Exception exception);

    [LoggerMessage(EventIds.NoDeadLetterQueue, LogLevel.Error,
        "Message {MessageId} of {Consumer} should be set aside and there is no dead-letter queue; it will come again. Add DeadLetterTo. Reason: {Reason}")]
    public static partial void NoDeadLetterQueue(ILogger logger, string messageId, string consumer, string? reason);

    [LoggerMessage(EventIds.HoldLost, LogLevel.Warning,
        "Message {MessageId} of {Consumer} could not be kept hidden. Its handler is cancelled; another consumer may take it. {Reason}")]
    public static partial void HoldLost(ILogger logger, string messageId, string consumer, string? reason);

    [LoggerMessage(EventIds.LapsedUnstarted, LogLevel.Warning,
        "Message {MessageId} of {Consumer} was visible again before it could start. It will come again.")]
    public static partial void LapsedUnstarted(ILogger logger, string messageId, string consumer);

    [LoggerMessage(EventIds.NewerReceiptAdopted, LogLevel.Debug,
        "Message {MessageId} of {Consumer} was delivered again while it is at hand; the newer receipt counts.")]
    public static partial void NewerReceiptAdopted(ILogger logger, string messageId, string consumer);

    [LoggerMessage(EventIds.DeleteGivenUp, LogLevel.Warning,
        "Message {MessageId} of {Consumer} was handled and could not be deleted ({Code}). When it comes again here, it is deleted unhandled.")]
    public static partial void DeleteGivenUp(ILogger logger, string messageId, string consumer, string? code);

    [LoggerMessage(EventIds.HandledBefore, LogLevel.Debug,
        "Message {MessageId} of {Consumer} came again after it was handled. It is deleted.")]
    public static partial void HandledBefore(ILogger logger, string messageId, string consumer);

    [LoggerMessage(EventIds.SettleRequestFailed, LogLevel.Warning,
        "Consumer {Consumer} could not settle or extend {Count} messages of {Queue}; of such requests {Failures} in a row have failed. It tries again.")]
    public static partial void SettleRequestFailed(
        ILogger logger, string consumer, int count, string queue, int failures, Exception exception);

    [LoggerMessage(EventIds.SettlesAgain, LogLevel.Information, "Consumer {Consumer} settles and extends messages of {Queue} again.")]
    public static partial void SettlesAgain(ILogger logger, string consumer, string queue);

    [LoggerMessage(EventIds.GroupGivenBack, LogLevel.Warning,
        "Message {MessageId} of {Consumer} failed, and its group was given back to the queue.")]
    public static partial void GroupGivenBack(ILogger logger, string messageId, string consumer);

    [LoggerMessage(EventIds.QueueGone, LogLevel.Error,
        "Consumer {Consumer} finds no queue {Queue} any more. It waits until there is one.")]
    public static partial void QueueGone(ILogger logger, string consumer, string queue);

    [LoggerMessage(EventIds.QueueBack, LogLevel.Information, "Consumer {Consumer} finds queue {Queue} again and receives from it.")]
    public static partial void QueueBack(ILogger logger, string consumer, string queue);

    [LoggerMessage(EventIds.CircuitOpened, LogLevel.Error,
        "Consumer {Consumer} receives no more: every message fails, the last with {Error}. It tries one message at a time until one is handled.")]
    public static partial void CircuitOpened(ILogger logger, string consumer, string? error);

    [LoggerMessage(EventIds.CircuitClosed, LogLevel.Information, "Consumer {Consumer} handles messages again.")]
    public static partial void CircuitClosed(ILogger logger, string consumer);

    [LoggerMessage(EventIds.ConsumerPaused, LogLevel.Information, "Consumer {Consumer} is paused.")]
    public static partial void Paused(ILogger logger, string consumer);

    [LoggerMessage(EventIds.ConsumerResumed, LogLevel.Information, "Consumer {Consumer} receives again.")]
    public static partial void Resumed(ILogger logger, string consumer);
}
