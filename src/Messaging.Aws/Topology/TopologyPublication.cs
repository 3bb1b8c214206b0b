namespace Messaging.Aws;

/// <summary>That the application publishes messages of a type to a destination.</summary>
public sealed record TopologyPublication
{
    /// <summary>Gets the name that the messages travel under.</summary>
    public required string Message { get; init; }

    /// <summary>Gets the kind of the destination.</summary>
    public required TopologyTargetKind Kind { get; init; }

    /// <summary>Gets the name of the queue, topic or bus.</summary>
    public required string Destination { get; init; }

    internal ResourceKey DestinationKey { get; init; }
}
