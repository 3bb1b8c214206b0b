using Messaging;

namespace Outbox;

/// <summary>
/// Handles every message once: its id is noted in the transaction of what the handler writes, and a message with a noted id is
/// acknowledged unhandled.
/// </summary>
internal sealed class OnceMiddleware(UnitOfWork work, Counts counts) : IMessageMiddleware
{
    public async Task InvokeAsync(MessageContext context, MessageDelegate next, CancellationToken cancellationToken)
    {
        counts.Delivered();
        var noted = await work.ExecuteAsync(
            "insert into handled (consumer, message_id) values (@consumer, @id) on conflict do nothing",
            [("@consumer", context.ConsumerName), ("@id", context.MessageId)],
            cancellationToken);
        if (noted == 0)
        {
            counts.HandledBefore();
            return;
        }

        await next(context, cancellationToken);

        // What will be tried again or was set aside is not handled: without a commit the note vanishes with the rest.
        if (context.Outcome.Kind == MessageOutcomeKind.None)
        {
            await work.CommitAsync(cancellationToken);
        }
    }
}
