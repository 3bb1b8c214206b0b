using Microsoft.Extensions.Logging;

namespace Messaging.Sns;

/// <summary>What the transport logs.</summary>
internal static partial class SnsLog
{
    [LoggerMessage(4001, LogLevel.Information, "Topic '{Topic}' is there.")]
    public static partial void TopicReady(ILogger logger, string topic);

    [LoggerMessage(4002, LogLevel.Information, "'{Endpoint}' is subscribed to topic '{Topic}', with {Changes} settings changed.")]
    public static partial void SubscriptionReady(ILogger logger, string endpoint, string topic, int changes);

    [LoggerMessage(4003, LogLevel.Information, "The policy of topic '{Topic}' now lets the application's rules deliver.")]
    public static partial void PolicyChanged(ILogger logger, string topic);

    [LoggerMessage(4004, LogLevel.Warning,
        "The subscription of '{Endpoint}' to topic '{Topic}' has no dead-letter queue: what SNS cannot deliver is lost. " +
        "Name one with DeadLetterTo.")]
    public static partial void NoDeadLetterQueue(ILogger logger, string endpoint, string topic);

    [LoggerMessage(4005, LogLevel.Information,
        "Whether topic '{Topic}' exists is not known: {Reason} Publishing to one that does not fails.")]
    public static partial void TopicUnknown(ILogger logger, string topic, string reason);
}
