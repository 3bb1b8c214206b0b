using System.Security.Cryptography;
using System.Text;

namespace Messaging.AspNetCore;

/// <summary>Compares what a sender shows with the secrets, in a time that tells nothing about them.</summary>
internal sealed class SharedSecrets(IEnumerable<string> secrets)
{
    private readonly byte[][] _digests = [.. secrets.Select(Digest)];

    public bool IsEmpty => _digests.Length == 0;

    public bool Contain(string shown)
    {
        var digest = Digest(shown);
        var isOne = false;
        foreach (var each in _digests)
        {
            isOne |= CryptographicOperations.FixedTimeEquals(each, digest);
        }

        return isOne;
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
