namespace Messaging;

/// <summary>Handles the messages of one type.</summary>
/// <typeparam name="TMessage">The message, or <see cref="string"/> for text that is no envelope.</typeparam>
/// <remarks>
/// A handler that returns has handled the message, which is then deleted. One that throws gets it again, later each time,
/// until the queue's maximum number of receives sends it to the dead-letter queue. Delivery is at least once: a handler
/// should be safe to run twice for one <see cref="MessageContext.MessageId"/>. An instance is made per message, in a
/// dependency-injection scope of its own.
/// </remarks>
public interface IMessageHandler<in TMessage>
{
    /// <summary>Handles one message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="context">What is known about the message, and the place to say "later" or "never".</param>
    /// <param name="cancellationToken">
    /// Cancelled when the message can no longer be kept from other consumers, or when the application has waited for its
    /// running handlers as long as it may while stopping. <see cref="MessageContext.CancellationReason"/> says which.
    /// </param>
    /// <returns>A task that ends when the message is handled.</returns>
    Task HandleAsync(TMessage message, MessageContext context, CancellationToken cancellationToken);
}
