namespace Messaging;

/// <summary>Thrown when a message cannot be turned into what its destination takes: body, headers, group or delay.</summary>
public sealed class MessageWriteException : MessagingException
{
    internal MessageWriteException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
