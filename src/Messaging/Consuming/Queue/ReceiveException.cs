namespace Messaging;

/// <summary>Why a receive brought nothing.</summary>
internal enum ReceiveFailure
{
    /// <summary>The service answered that it will not, or not now. It has taken nothing.</summary>
    Refused,

    /// <summary>There was no answer. The service may have taken messages.</summary>
    NoAnswer,

    /// <summary>There is no such queue any more.</summary>
    NoQueue,
}

/// <summary>Thrown by a channel when a receive fails.</summary>
internal sealed class ReceiveException(ReceiveFailure failure, string message, Exception cause) : Exception(message, cause)
{
    public ReceiveFailure Failure { get; } = failure;
}
