namespace Messaging;

/// <summary>Where the messages of one type go, and in what form.</summary>
internal sealed class Route
{
    public required Type MessageType { get; init; }

    /// <summary>Gets the kind of the destination, such as <c>queue</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets the logical name of the destination.</summary>
    public required string Destination { get; init; }

    /// <summary>Gets whether the bare message is sent, its metadata in attributes.</summary>
    public bool IsRaw { get; init; }

    public Func<object, string?>? GroupBy { get; init; }
}
