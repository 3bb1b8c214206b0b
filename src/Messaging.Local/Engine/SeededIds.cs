using System.Buffers.Binary;

namespace Messaging.Local;

/// <summary>Draws ids from a seed: the same seed gives the same ids, and no id comes twice.</summary>
/// <remarks>
/// The generator is SplitMix64, a counter whose values are mixed; it takes a few instructions, where a seeded
/// <see cref="Random"/> draws each byte by itself.
/// </remarks>
internal sealed class SeededIds(int seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    // Mixed, since two counters that start near each other would soon draw the same.
    private ulong _state = Mix((ulong)seed + Step);

    public ulong NextNumber() => Mix(_state += Step);

    /// <summary>Draws an id of the form that random ones have: version 4.</summary>
    public Guid NextId()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, NextNumber());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], NextNumber());
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
