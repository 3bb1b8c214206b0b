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

    public static string OfBody(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        Span<byte> digest = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(bytes, digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <summary>Returns null when there is no attribute, since the member is then left out.</summary>
    public static string? OfAttributes(IReadOnlyCollection<MessageAttribute> attributes)
    {
        if (attributes.Count == 0)
        {
            return null;
        }

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (var attribute in attributes.OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
        {
            Append(digest, Encoding.UTF8.GetBytes(attribute.Name));
            Append(digest, Encoding.UTF8.GetBytes(attribute.DataType));
            digest.AppendData([attribute.IsBinary ? BinaryValue : TextValue]);
            Append(digest, attribute.Bytes ?? Encoding.UTF8.GetBytes(attribute.Text ?? string.Empty));
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <summary>Returns the deduplication id of a body for queues that deduplicate by content.</summary>
    public static string DeduplicationId(string body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));

    private static void Append(IncrementalHash digest, byte[] bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        digest.AppendData(length);
        digest.AppendData(bytes);
    }
}
