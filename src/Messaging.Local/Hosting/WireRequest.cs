namespace Messaging.Local;

/// <summary>A request as it came over the wire.</summary>
internal sealed record WireRequest(ReadOnlyMemory<byte> Body)
{
    public string? Target { get; init; }

    public string? Authorization { get; init; }

    public string? TraceHeader { get; init; }
}
