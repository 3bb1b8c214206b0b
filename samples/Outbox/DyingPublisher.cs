using Messaging;

namespace Outbox;

/// <summary>Publishes, and now and then behaves as if the process had died right after it.</summary>
internal sealed class DyingPublisher(IMessagePublisher publisher, Counts counts) : IMessagePublisher
{
    private const int Deaths = 3;
    private const int Between = 40;
    private int _published;

    public async Task<PublishReceipt> PublishAsync<TMessage>(
        TMessage message, PublishOptions? options = null, CancellationToken cancellationToken = default)
        where TMessage : notnull
    {
        var receipt = await publisher.PublishAsync(message, options, cancellationToken);
        counts.Published();
        var number = Interlocked.Increment(ref _published);
        return number % Between == 0 && number <= Deaths * Between
            ? throw new InvalidOperationException("As if the process had died between the publish and the removal of its row.")
            : receipt;
    }

    public Task<IReadOnlyList<PublishOutcome>> PublishManyAsync<TMessage>(
        IReadOnlyCollection<TMessage> messages, PublishOptions? options = null, CancellationToken cancellationToken = default)
        where TMessage : notnull => publisher.PublishManyAsync(messages, options, cancellationToken);
}
