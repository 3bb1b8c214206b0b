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

    /// <summary>
    /// Delivers a message of a standard queue again while its first delivery is in flight, with a new receipt handle and
    /// a higher receive count. The second delivery is not repeated in its turn.
    /// </summary>
    DuplicateDelivery,

    /// <summary>Passes over up to 64 visible messages of a standard queue, and delivers a later one first.</summary>
    ReorderDelivery,

    /// <summary>
    /// Fails an attempt of a topic or a rule to deliver. It is tried again, or given up, as the retry policy says.
    /// </summary>
    FailDelivery,
}
