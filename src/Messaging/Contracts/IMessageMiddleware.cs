namespace Messaging;

/// <summary>Runs the rest of a message's handling: the next middleware, and the handler at the end.</summary>
/// <param name="context">The message's context.</param>
/// <param name="cancellationToken">The token to pass on.</param>
/// <returns>A task that ends when the rest has run.</returns>
public delegate Task MessageDelegate(MessageContext context, CancellationToken cancellationToken);

/// <summary>Runs around every handler, in the order of registration.</summary>
/// <remarks>
/// Made per message in the message's dependency-injection scope. A middleware that does not call its continuation and
/// returns has handled the message: it is deleted.
/// </remarks>
public interface IMessageMiddleware
{
    /// <summary>Runs around the handling of one message.</summary>
    /// <param name="context">The message's context; <see cref="MessageContext.Message"/> is the message.</param>
    /// <param name="next">Runs the rest.</param>
    /// <param name="cancellationToken">Cancelled as <see cref="IMessageHandler{TMessage}"/> describes.</param>
    /// <returns>A task that ends when the message is handled.</returns>
    Task InvokeAsync(MessageContext context, MessageDelegate next, CancellationToken cancellationToken);
}
