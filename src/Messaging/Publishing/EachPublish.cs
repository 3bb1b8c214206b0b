namespace Messaging;

/// <summary>Publishes several messages by a publisher's own way of publishing one, each with its own options.</summary>
internal static class EachPublish
{
    public static async Task<IReadOnlyList<PublishOutcome>> RunAsync<TMessage>(
        IMessagePublisher publisher, IReadOnlyCollection<TMessage> messages, Func<TMessage, PublishOptions?> options,
        CancellationToken cancellationToken)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(options);

        // All before any is published: what the application's function throws leaves nothing half done.
        var all = messages.Select(message => (Message: message, Options: message is null ? null : options(message))).ToList();

        // Started in order, so that messages of a FIFO group are queued in order.
        var publishes = all.ConvertAll(each => OutcomeAsync(publisher, each.Message, each.Options, cancellationToken));
        return await Task.WhenAll(publishes).ConfigureAwait(false);
    }

    private static async Task<PublishOutcome> OutcomeAsync<TMessage>(
        IMessagePublisher publisher, TMessage message, PublishOptions? options, CancellationToken cancellationToken)
        where TMessage : notnull
    {
        try
        {
            return new PublishOutcome { Receipt = await publisher.PublishAsync(message, options, cancellationToken).ConfigureAwait(false) };
        }
        catch (Exception exception) when (exception is not NoRouteException)
        {
            return new PublishOutcome { Exception = exception };
        }
    }
}
