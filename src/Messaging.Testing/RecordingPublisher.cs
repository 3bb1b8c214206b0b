namespace Messaging.Testing;

/// <summary>Tells the log what was published and accepted.</summary>
internal sealed class RecordingPublisher(IMessagePublisher inner, PublishLog log) : IMessagePublisher
{
    public async Task<PublishReceipt> PublishAsync<TMessage>(
        TMessage message, PublishOptions? options, CancellationToken cancellationToken)
        where TMessage : notnull
    {
        var receipt = await inner.PublishAsync(message, options, cancellationToken).ConfigureAwait(false);
        log.Add(new PublishedMessage(message, options, receipt));
        return receipt;
    }

    public async Task<IReadOnlyList<PublishOutcome>> PublishManyAsync<TMessage>(
        IReadOnlyCollection<TMessage> messages, PublishOptions? options, CancellationToken cancellationToken)
        where TMessage : notnull
    {
        var outcomes = await inner.PublishManyAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (var (message, outcome) in messages.Zip(outcomes))
        {
            if (outcome.Receipt is { } receipt)
            {
                log.Add(new PublishedMessage(message, options, receipt));
            }
        }

        return outcomes;
    }
}
