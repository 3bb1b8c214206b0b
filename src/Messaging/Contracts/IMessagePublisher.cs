namespace Messaging;

/// <summary>Publishes messages to the destinations that their types are routed to.</summary>
/// <remarks>
/// A publish is complete when every destination of the declared type has accepted the message. Standard queues, topics
/// and event buses are at-least-once: after a lost answer a retry can make a second copy with the same id.
/// Instances are safe for concurrent use, and concurrent publishes share requests.
/// </remarks>
public interface IMessagePublisher
{
    /// <summary>Publishes one message and returns when every destination has accepted it.</summary>
    /// <typeparam name="TMessage">The declared type, which decides the route. The runtime type is not looked at.</typeparam>
    /// <param name="message">The message.</param>
    /// <param name="options">What is special about this publish; <see langword="null"/> for nothing.</param>
    /// <param name="cancellationToken">Ends the waiting. A message whose request is under way may still be sent.</param>
    /// <returns>The id of the message and what each destination answered.</returns>
    /// <exception cref="NoRouteException">The type has no route.</exception>
    /// <exception cref="MessageWriteException">The message cannot be written, or its headers or group are not allowed.</exception>
    /// <exception cref="MessageTooLargeException">The message is larger than a destination takes.</exception>
    /// <exception cref="SendException">A destination did not accept the message.</exception>
    Task<PublishReceipt> PublishAsync<TMessage>(
        TMessage message, PublishOptions? options = null, CancellationToken cancellationToken = default)
        where TMessage : notnull;

    /// <summary>Publishes several messages, in the order given, and returns what became of each.</summary>
    /// <typeparam name="TMessage">The declared type of all messages, which decides the route.</typeparam>
    /// <param name="messages">The messages.</param>
    /// <param name="options">
    /// What is special about these publishes. An explicit <see cref="PublishOptions.MessageId"/> or
    /// <see cref="PublishOptions.DeduplicationId"/> is refused for more than one message.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting. Messages whose request is under way may still be sent.</param>
    /// <returns>One outcome per message, in the order of <paramref name="messages"/>. A failed message does not throw.</returns>
    /// <exception cref="NoRouteException">The type has no route.</exception>
    Task<IReadOnlyList<PublishOutcome>> PublishManyAsync<TMessage>(
        IReadOnlyCollection<TMessage> messages, PublishOptions? options = null,
        CancellationToken cancellationToken = default)
        where TMessage : notnull;

    /// <summary>Publishes several messages, in the order given, each with its own options, and returns what became of each.</summary>
    /// <typeparam name="TMessage">The declared type of all messages, which decides the route.</typeparam>
    /// <param name="messages">The messages.</param>
    /// <param name="options">
    /// Says what is special about the publish of a message; <see langword="null"/> for nothing. It is called for all messages before
    /// any is published, so what it throws publishes none.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting. Messages whose request is under way may still be sent.</param>
    /// <returns>One outcome per message, in the order of <paramref name="messages"/>. A failed message does not throw.</returns>
    /// <remarks>
    /// Messages that are given the same <see cref="PublishOptions.MessageId"/> or <see cref="PublishOptions.DeduplicationId"/> are copies
    /// of one, as in publishes one after the other: a FIFO destination accepts them all and keeps the first.
    /// A publisher of your own inherits this: it publishes each by <see cref="PublishAsync{TMessage}"/>.
    /// </remarks>
    /// <exception cref="NoRouteException">The type has no route.</exception>
    Task<IReadOnlyList<PublishOutcome>> PublishEachAsync<TMessage>(
        IReadOnlyCollection<TMessage> messages, Func<TMessage, PublishOptions?> options, CancellationToken cancellationToken = default)
        where TMessage : notnull => EachPublish.RunAsync(this, messages, options, cancellationToken);
}
