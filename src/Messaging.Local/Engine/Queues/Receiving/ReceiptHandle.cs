using System.Buffers.Binary;

namespace Messaging.Local;

/// <summary>
/// Names one receive of one message of one queue; what it says is sealed, so that garbage is recognised.
/// </summary>
internal readonly record struct ReceiptHandle(int Queue, long Message, int Receive)
{
    private const int Length = 24;

    public string Write(ulong key)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Message);
        BinaryPrimitives.WriteInt32BigEndian(bytes[8..], Queue);
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], Receive);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], Seal(key));
        return Convert.ToBase64String(bytes);
    }

    public static bool TryRead(string text, ulong key, out ReceiptHandle handle)
    {
        handle = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length != Length / 3 * 4
            || !Convert.TryFromBase64String(text, bytes, out var length) || length != Length)
        {
            return false;
        }

        handle = new ReceiptHandle(
            BinaryPrimitives.ReadInt32BigEndian(bytes[8..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes),
            BinaryPrimitives.ReadInt32BigEndian(bytes[12..]));
        return BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]) == handle.Seal(key);
    }

    private ulong Seal(ulong key) =>
        Mix(Mix(Mix(key ^ (ulong)Message) + (uint)Queue) + (uint)Receive);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
