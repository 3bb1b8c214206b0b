using System.Text.Json;
using Messaging;

namespace Outbox;

/// <summary>The types of message that the outbox carries: a row has a name and JSON, a publish needs the type.</summary>
internal sealed class OutboxTypes
{
    private readonly Dictionary<string, Func<IMessagePublisher, string, PublishOptions, CancellationToken, Task>> _publish =
        new(StringComparer.Ordinal);

    public OutboxTypes Carry<TMessage>()
        where TMessage : notnull
    {
        _publish[NameOf<TMessage>()] = (publisher, body, options, cancellationToken) =>
            publisher.PublishAsync(JsonSerializer.Deserialize<TMessage>(body)!, options, cancellationToken);
        return this;
    }

    public static string NameOf<TMessage>() => typeof(TMessage).Name;

    public Task PublishAsync(IMessagePublisher publisher, OutboxRow row, CancellationToken cancellationToken) =>
        _publish[row.Name](publisher, row.Body, new PublishOptions { MessageId = row.MessageId, GroupId = row.GroupId }, cancellationToken);
}
