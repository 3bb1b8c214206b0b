namespace Messaging;

/// <summary>Thrown when a destination did not accept a message.</summary>
public sealed class SendException : MessagingException
{
    internal SendException(string message, string destination, string? code, bool isTransient, Exception? innerException = null)
        : base(message, innerException)
    {
        Destination = destination;
        Code = code;
        IsTransient = isTransient;
    }

    /// <summary>Gets the logical name of the destination.</summary>
    public string Destination { get; }

    /// <summary>Gets the error code of the service, if it answered with one.</summary>
    public string? Code { get; }

    /// <summary>Gets whether the same publish may succeed later: throttling, a fault of the service, a lost connection.</summary>
    public bool IsTransient { get; }

    /// <summary>Gets what spans and metrics call the failure: the service's code, or the type of what kept it from answering.</summary>
    internal string ErrorType => Code ?? (InnerException as SendException)?.ErrorType ?? (InnerException ?? this).GetType().FullName!;

    /// <summary>Gets whether any message would be refused now, so that nothing is gained by sending those of a batch one by one.</summary>
    internal bool IsForAll { get; init; }

    /// <summary>Gets the destinations that did accept the message, where a type is routed to several.</summary>
    public IReadOnlyList<DestinationReceipt> Accepted { get; init; } = [];
}
