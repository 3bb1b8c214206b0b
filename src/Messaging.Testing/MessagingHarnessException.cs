namespace Messaging.Testing;

/// <summary>What a test waited for has not happened. The text says what is still there; inside is what a handler threw last, if one did.</summary>
public sealed class MessagingHarnessException : Exception
{
    internal MessagingHarnessException(string message, Exception? lastFailure = null)
        : base(message, lastFailure)
    {
    }
}
