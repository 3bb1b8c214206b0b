using System.Diagnostics.CodeAnalysis;

namespace Messaging.Aws;

/// <summary>What Amazon EventBridge answered about one event: its id or an error.</summary>
public sealed class EventAnswer
{
    /// <summary>Gets whether the event was accepted.</summary>
    [MemberNotNullWhen(true, nameof(EventId))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsAccepted => EventId is not null;

    /// <summary>Gets the id that EventBridge gave an accepted event.</summary>
    /// <value>Null when the event was refused.</value>
    public string? EventId { get; private init; }

    /// <summary>Gets why the event was refused.</summary>
    /// <value>Null when the event was accepted.</value>
    public EntryError? Error { get; private init; }

    /// <summary>Makes the answer about an accepted event.</summary>
    /// <param name="eventId">The event's id.</param>
    /// <returns>The answer.</returns>
    public static EventAnswer Accepted(string eventId)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventId);
        return new EventAnswer { EventId = eventId };
    }

    /// <summary>Makes the answer about a refused event.</summary>
    /// <param name="error">The reason.</param>
    /// <returns>The answer.</returns>
    public static EventAnswer Refused(EntryError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new EventAnswer { Error = error };
    }
}
