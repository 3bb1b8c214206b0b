namespace Messaging.Local;

/// <summary>Describes an event of the embedded broker.</summary>
public sealed class LocalEvent
{
    /// <summary>Gets the id that <c>PutEvents</c> answered.</summary>
    public required string EventId { get; init; }

    /// <summary>Gets the source.</summary>
    public required string Source { get; init; }

    /// <summary>Gets the detail type.</summary>
    public required string DetailType { get; init; }

    /// <summary>Gets the whole event as JSON, as patterns see it and targets would get it.</summary>
    public required string Json { get; init; }
}
