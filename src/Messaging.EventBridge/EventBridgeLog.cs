using Microsoft.Extensions.Logging;

namespace Messaging.EventBridge;

/// <summary>What the transport logs.</summary>
internal static partial class EventBridgeLog
{
    [LoggerMessage(5001, LogLevel.Information, "Event bus '{EventBus}' is there.")]
    public static partial void EventBusReady(ILogger logger, string eventBus);

    [LoggerMessage(5002, LogLevel.Information, "Rule '{Rule}' of event bus '{EventBus}' takes events to '{Target}'.")]
    public static partial void RuleReady(ILogger logger, string rule, string eventBus, string target);

    [LoggerMessage(5003, LogLevel.Warning,
        "It may not be looked whether event bus '{EventBus}' exists; events for a bus that does not are accepted and lost. " +
        "Allow events:DescribeEventBus.")]
    public static partial void EventBusUnknown(ILogger logger, string eventBus);

    [LoggerMessage(5004, LogLevel.Warning,
        "Rule '{Rule}' of event bus '{EventBus}' has no dead-letter queue: what EventBridge cannot deliver is lost. " +
        "Name a standard queue with DeadLetterTo.")]
    public static partial void NoDeadLetterQueue(ILogger logger, string rule, string eventBus);

    [LoggerMessage(5005, LogLevel.Information,
        "Rule '{Rule}' of event bus '{EventBus}' is changed: its pattern was {Pattern} and its state {State}.")]
    public static partial void RuleChanges(ILogger logger, string rule, string eventBus, string? pattern, string? state);
}
