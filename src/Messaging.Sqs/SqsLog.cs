using Microsoft.Extensions.Logging;

namespace Messaging.Sqs;

/// <summary>What the transport logs.</summary>
internal static partial class SqsLog
{
    [LoggerMessage(3001, LogLevel.Warning,
        "The settings of queue '{Queue}' may not be read, so its maximum number of receives is not known. " +
        "Allow sqs:GetQueueAttributes to have last attempts handled first and shown to handlers.")]
    public static partial void QueueSettingsUnreadable(ILogger logger, string queue);

    [LoggerMessage(3002, LogLevel.Warning,
        "The dead-letter queue '{DeadLetterQueue}' of queue '{Queue}' was not found. Messages that should go there stay.")]
    public static partial void DeadLetterQueueMissing(ILogger logger, string queue, string deadLetterQueue);

    [LoggerMessage(3003, LogLevel.Information, "Queue '{Queue}' is there, with {Changes} settings changed.")]
    public static partial void QueueChanged(ILogger logger, string queue, int changes);

    [LoggerMessage(3004, LogLevel.Information,
        "Queue '{Queue}' was deleted a moment ago. It can be created again within a minute; waiting.")]
    public static partial void QueueDeletedRecently(ILogger logger, string queue);

    [LoggerMessage(3005, LogLevel.Information, "The policy of queue '{Queue}' now lets the application's topics and rules deliver.")]
    public static partial void PolicyChanged(ILogger logger, string queue);
}
