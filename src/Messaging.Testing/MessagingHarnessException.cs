namespace Messaging.Testing;

/// <summary>What a test waited for has not happened. The text says what is still there.</summary>
public sealed class MessagingHarnessException : Exception
{
    internal MessagingHarnessException(string message)
        : base(message)
    {
    }
}
