namespace Messaging.Local;

/// <summary>A deduplication id, and the message group where it counts in its group only.</summary>
/// <remarks>Its hash is computed once: five minutes later the texts have left the processor's caches.</remarks>
internal readonly struct DeduplicationKey(string? group, string id) : IEquatable<DeduplicationKey>
{
    private readonly int _hash = HashCode.Combine(group, id);
    private readonly string? _group = group;
    private readonly string _id = id;

    public bool Equals(DeduplicationKey other) => _id == other._id && _group == other._group;

    public override bool Equals(object? obj) => obj is DeduplicationKey other && Equals(other);

    public override int GetHashCode() => _hash;
}
