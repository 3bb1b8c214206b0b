namespace Messaging;

/// <summary>Handles several messages of one type with one call, such as one statement to a database.</summary>
/// <typeparam name="TMessage">The type of the messages.</typeparam>
/// <remarks>
/// <para>
/// When the handler returns, every message is handled whose outcome it did not record: with
/// <see cref="BatchedMessage{TMessage}.Fail"/>, or <see cref="MessageContext.RetryAfter"/> or
/// <see cref="MessageContext.DeadLetter"/> on its context. When it throws, all others have failed. What fails comes again.
/// </para>
/// <para>
/// A batch holds what was at hand when a slot was free, one message at least. On a FIFO queue the messages are of one group
/// and in order; what stands behind a message that shall come again comes again with it, and after a batch that threw the
/// messages of the group are handled one by one. Elsewhere a message at its last attempt is handled alone.
/// </para>
/// </remarks>
public interface IBatchMessageHandler<TMessage>
    where TMessage : notnull
{
    /// <summary>Handles the messages of one batch.</summary>
    /// <param name="batch">One or more messages, at most as many as were asked for at the registration.</param>
    /// <param name="cancellationToken">
    /// Cancelled when one of the messages can no longer be kept from other consumers, or when the application stops and has
    /// waited long enough. <see cref="MessageContext.CancellationReason"/> of each message says which.
    /// </param>
    /// <returns>A task that ends when the batch is handled.</returns>
    Task HandleAsync(IReadOnlyList<BatchedMessage<TMessage>> batch, CancellationToken cancellationToken);
}
