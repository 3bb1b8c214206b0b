namespace Messaging;

/// <summary>Thrown when the application starts with registrations or settings that cannot work together.</summary>
public sealed class MessagingConfigurationException : MessagingException
{
    /// <summary>Initializes a new instance of the <see cref="MessagingConfigurationException"/> class.</summary>
    /// <param name="message">What is wrong, with the value and the remedy.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public MessagingConfigurationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
