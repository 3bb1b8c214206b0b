namespace Messaging.Lambda;

/// <summary>Thrown when an invocation brings no event of SQS, SNS or EventBridge, or one that cannot be read. Nothing is handled.</summary>
/// <remarks>The invocation fails, so that Lambda acknowledges nothing.</remarks>
public sealed class LambdaEventException : MessagingException
{
    /// <summary>Initializes a new instance of the <see cref="LambdaEventException"/> class.</summary>
    /// <param name="message">What is wrong, and the remedy.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public LambdaEventException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
