namespace Messaging;

/// <summary>Is the base of the exceptions that this library throws.</summary>
public class MessagingException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="MessagingException"/> class.</summary>
    /// <param name="message">What happened, with the value and the remedy.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public MessagingException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
