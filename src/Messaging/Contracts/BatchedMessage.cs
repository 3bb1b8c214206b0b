namespace Messaging;

/// <summary>Holds one message of a batch, and takes what shall become of it.</summary>
/// <typeparam name="TMessage">The type of the message.</typeparam>
/// <remarks>A unit test of a handler makes one with <c>new</c> and reads <see cref="Failure"/> and the context's outcome.</remarks>
/// <param name="message">The message.</param>
/// <param name="context">What is known about it.</param>
public sealed class BatchedMessage<TMessage>(TMessage message, MessageContext context)
    where TMessage : notnull
{
    /// <summary>Gets the message itself.</summary>
    public TMessage Message { get; } = message;

    /// <summary>Gets what is known about the message, and the place to say "later" or "never".</summary>
    public MessageContext Context { get; } = context;

    /// <summary>Gets why handling this message failed; <see langword="null"/> while it has not.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Records that handling this message failed. It comes again as if a handler of single messages had thrown.</summary>
    /// <param name="exception">Why. It is logged.</param>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is missing.</exception>
    public void Fail(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Failure ??= exception;
    }
}
