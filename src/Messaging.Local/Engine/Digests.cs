using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Messaging.Local;

/// <summary>The digests that SQS puts on answers and that the clients compare.</summary>
[SuppressMessage("Security", "CA5351", Justification = "SQS defines its digests as MD5; they protect nothing.")]
internal static class Digests
{
    private const byte TextValue = 1;
    private const byte BinaryValue = 2;
    private const int LengthSize = sizeof(int);

    public static string OfBody(string body)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(body.Length));
        try
        {
            return Of(buffer.AsSpan(0, Encoding.UTF8.GetBytes(body, buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Returns null when there is no attribute, since the member is then left out.</summary>
    public static string? OfAttributes(IReadOnlyCollection<MessageAttribute> attributes)
    {
        if (attributes.Count == 0)
        {
            return null;
        }

        var sorted = attributes.ToArray();
        if (sorted.Length > 1)
        {
            Array.Sort(sorted, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        }

        var buffer = ArrayPool<byte>.Shared.Rent(sorted.Sum(MostBytes));
        try
        {
            var rest = buffer.AsSpan();
            foreach (var attribute in sorted)
            {
                rest = Append(rest, attribute.Name);
                rest = Append(rest, attribute.DataType);
                rest[0] = attribute.IsBinary ? BinaryValue : TextValue;
                rest = attribute.Bytes is { } bytes
                    ? Append(rest[1..], bytes)
                    : Append(rest[1..], attribute.Text ?? string.Empty);
            }

            return Of(buffer.AsSpan(0, buffer.Length - rest.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Returns the deduplication id of a body for queues that deduplicate by content.</summary>
    public static string DeduplicationId(string body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));

    private static string Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(bytes, digest);
        return Convert.ToHexStringLower(digest);
    }

    private static int MostBytes(MessageAttribute attribute) => 1 + (3 * LengthSize)
        + Encoding.UTF8.GetMaxByteCount(attribute.Name.Length)
        + Encoding.UTF8.GetMaxByteCount(attribute.DataType.Length)
        + (attribute.Bytes?.Length ?? Encoding.UTF8.GetMaxByteCount(attribute.Text?.Length ?? 0));

    private static Span<byte> Append(Span<byte> rest, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, rest[LengthSize..]);
        BinaryPrimitives.WriteInt32BigEndian(rest, length);
        return rest[(LengthSize + length)..];
    }

    private static Span<byte> Append(Span<byte> rest, byte[] bytes)
    {
        bytes.CopyTo(rest[LengthSize..]);
        BinaryPrimitives.WriteInt32BigEndian(rest, bytes.Length);
        return rest[(LengthSize + bytes.Length)..];
    }
}
