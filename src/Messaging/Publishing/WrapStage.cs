using System.Diagnostics;

namespace Messaging;

/// <summary>Adds what travels with a message: id, name, time, correlation and trace.</summary>
internal sealed class WrapStage(MessageCatalog catalog, string source, TimeProvider time)
{
    /// <summary>Gets the name that a type travels by.</summary>
    public string NameOf(Type messageType) => catalog[messageType].Name;

    public Envelope Wrap(Type messageType, PublishOptions? options)
    {
        var id = options?.MessageId ?? Guid.CreateVersion7(time.GetUtcNow()).ToString();
        if (string.IsNullOrWhiteSpace(id))
        {
            throw new MessageWriteException("A message id must not be empty. Leave MessageId unset for a new one.");
        }

        var handled = HandledMessage.Current;
        var activity = Activity.Current;
        var hasTrace = activity?.IdFormat == ActivityIdFormat.W3C;
        return new Envelope
        {
            Id = id,
            Type = catalog[messageType].Name,
            Source = source,
            Time = time.GetUtcNow(),
            CorrelationId = options?.CorrelationId ?? handled?.CorrelationId ?? handled?.MessageId ?? id,
            CausationId = options?.CausationId ?? handled?.MessageId,
            TraceParent = hasTrace ? activity!.Id : null,
            TraceState = hasTrace ? activity!.TraceStateString : null,
            Headers = options?.Headers is { Count: > 0 } headers
                ? new Dictionary<string, string>(headers, StringComparer.Ordinal)
                : null,
        };
    }
}
