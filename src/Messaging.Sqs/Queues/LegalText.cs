using System.Security.Cryptography;
using System.Text;

namespace Messaging.Sqs;

/// <summary>Makes texts that the service accepts of texts that it may not.</summary>
internal static class LegalText
{
    /// <summary>Gets an id that is equal for equal ids: the same one, or its hash where the service would refuse it.</summary>
    public static string DeduplicationId(string id)
    {
        var isLegal = id.Length is > 0 and <= SqsLimits.MaxDeduplicationIdLength
            && !id.AsSpan().ContainsAnyExceptInRange('!', '~');
        return isLegal ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
    }

    /// <summary>Gets the longest start of a text that fits, with a blank in place of each illegal character.</summary>
    /// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html</remarks>
    public static string AttributeValue(string text, int maxBytes)
    {
        var legal = new StringBuilder(Math.Min(text.Length, Math.Max(maxBytes, 0)));
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var next = IsLegal(rune) ? rune : new Rune(' ');
            if (bytes + next.Utf8SequenceLength > maxBytes)
            {
                break;
            }

            bytes += next.Utf8SequenceLength;
            legal.Append(next);
        }

        return legal.ToString();
    }

    private static bool IsLegal(Rune rune) =>
        rune.Value is 0x9 or 0xA or 0xD or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or >= 0x10000;
}
