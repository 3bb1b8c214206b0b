namespace Messaging.Lambda;

/// <summary>Thrown when an invocation fails because its messages were not handled. Lambda delivers them again.</summary>
/// <remarks>
/// Part of an SQS batch is reported in the answer instead; this is for a batch of which nothing was handled, for functions
/// without partial responses, and for events of SNS and EventBridge.
/// </remarks>
public sealed class MessagesFailedException : MessagingException
{
    /// <summary>Initializes a new instance of the <see cref="MessagesFailedException"/> class.</summary>
    /// <param name="message">How many messages of what failed.</param>
    /// <param name="innerException">The failure of the first of them, if an exception was one.</param>
    public MessagesFailedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
