using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore;

/// <summary>What endpoints log: names, statuses, reasons of their own and ids that were verified, never a body or a key.</summary>
internal static partial class WebLog
{
    [LoggerMessage(7001, LogLevel.Warning, "Endpoint {Endpoint} refused a request with {Status}: {Reason}")]
    public static partial void Refused(ILogger logger, string endpoint, int status, string reason, Exception? exception);

    [LoggerMessage(7002, LogLevel.Debug, "Endpoint {Endpoint} asked for credentials with {Status}: {Reason}")]
    public static partial void Challenged(ILogger logger, string endpoint, int status, string reason);

    [LoggerMessage(7003, LogLevel.Information, "Endpoint {Endpoint} confirmed its subscription to {Topic}.")]
    public static partial void Confirmed(ILogger logger, string endpoint, string topic);

    [LoggerMessage(7004, LogLevel.Warning,
        "A subscription of endpoint {Endpoint} to {Topic} waits for its confirmation, which ConfirmSubscriptions leaves to others.")]
    public static partial void ConfirmationLeft(ILogger logger, string endpoint, string topic);

    [LoggerMessage(7005, LogLevel.Warning, "The subscription of endpoint {Endpoint} to {Topic} was ended. No more messages come from there.")]
    public static partial void Unsubscribed(ILogger logger, string endpoint, string topic);

    [LoggerMessage(7006, LogLevel.Debug,
        "Message {MessageId} came to endpoint {Endpoint} again while it is being handled, or after that. It is not handled again.")]
    public static partial void CameAgain(ILogger logger, string endpoint, string messageId);

    [LoggerMessage(7007, LogLevel.Error,
        "Message {MessageId} of endpoint {Endpoint} was refused for good with {Status}. The sender sets it aside where it has a dead-letter queue. Reason: {Reason}")]
    public static partial void RefusedForGood(ILogger logger, string endpoint, string messageId, int status, string? reason);

    [LoggerMessage(7008, LogLevel.Information, "Endpoint {Endpoint} takes messages of {Source}.")]
    public static partial void Started(ILogger logger, string endpoint, string source);

    [LoggerMessage(7009, LogLevel.Warning, "Endpoint {Endpoint} has no address, and nobody can post to it. Give it one with {Method}.")]
    public static partial void NotMapped(ILogger logger, string endpoint, string method);
}
