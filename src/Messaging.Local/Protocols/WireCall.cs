namespace Messaging.Local;

/// <summary>What a protocol needs of a request besides its operation.</summary>
internal sealed record WireCall(Region Region, string AddressOfQueues, ReadOnlyMemory<byte> Body)
{
    public string? TraceHeader { get; init; }

    public required Func<bool> EntryFails { get; init; }
}
