namespace Messaging.Local;

/// <summary>Names the ways in which a broker can be made to fail.</summary>
public enum LocalBrokerFaultKind
{
    /// <summary>
    /// Throttles in the words of the service: <c>RequestThrottled</c> (SQS, status 400), <c>Throttled</c> (SNS, 429) or
    /// <c>ThrottlingException</c> (EventBridge, 400); nothing else happens.
    /// </summary>
    Throttle,

    /// <summary>Answers the service's internal failure, status 500; nothing else happens.</summary>
    ServerError,

    /// <summary>
    /// Fails entries of batches, each by its own draw, with <c>InternalError</c> and no fault of the sender.
    /// </summary>
    FailEntry,

    /// <summary>Lets time pass, by the broker's clock, before the request has its effect.</summary>
    Delay,

    /// <summary>Breaks the connection before the request has an effect.</summary>
    DropRequest,

    /// <summary>Breaks the connection after the request had its effect, in place of the answer.</summary>
    DropResponse,
}
