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

    [LoggerMessage(3006, LogLevel.Warning,
        "Consumer {Consumer} has dead-letter queue '{DeadLetterQueue}' by its settings, and queue '{Queue}' has no redrive policy: a message " +
        "whose handling fails comes again for ever. Give the queue a redrive policy, or set the provisioning to Create.")]
    public static partial void NoRedrivePolicy(ILogger logger, string consumer, string queue, string deadLetterQueue);

    [LoggerMessage(3007, LogLevel.Warning,
        "Consumer {Consumer} has {MaxReceives} receives and dead-letter queue '{DeadLetterQueue}' by its settings, and the redrive policy of " +
        "queue '{Queue}' says {PolicyReceives} receives and '{PolicyQueue}', which counts where handling fails. Make them the same.")]
    public static partial void OtherRedrivePolicy(
        ILogger logger, string consumer, string queue, int maxReceives, string deadLetterQueue, int policyReceives, string policyQueue);
}
