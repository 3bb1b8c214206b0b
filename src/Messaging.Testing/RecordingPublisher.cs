namespace Messaging.Testing;

/// <summary>Keeps what was published.</summary>
internal sealed class RecordingPublisher(IMessagePublisher inner) : IMessagePublisher
{
    private readonly Lock _lock = new();
    private readonly List<PublishedMessage> _published = [];

    public PublishedMessage[] Published
    {
        get
        {
            lock (_lock)
            {
                return [.. _published];
            }
        }
    }

    public async Task<PublishReceipt> PublishAsync<TMessage>(
        TMessage message, PublishOptions? options, CancellationToken cancellationToken)
        where TMessage : notnull
    {
        var receipt = await inner.PublishAsync(message, options, cancellationToken).ConfigureAwait(false);
        Add(message, options, receipt);
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
                Add(message, options, receipt);
            }
        }

        return outcomes;
    }

    private void Add(object message, PublishOptions? options, PublishReceipt receipt)
    {
        lock (_lock)
        {
            _published.Add(new PublishedMessage(message, options, receipt));
        }
    }
}
