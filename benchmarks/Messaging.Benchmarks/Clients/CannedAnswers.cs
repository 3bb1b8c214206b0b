using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Messaging.Benchmarks;

/// <summary>What the services answer to a batch of ten that they accept.</summary>
internal static class CannedAnswers
{
    public static readonly string Body = $$"""{"id":"{{new string('x', 200)}}","text":"é {{new string('y', 200)}}"}""";

    // The hash of the attributes is left out, and what comparing it would cost.
    [SuppressMessage("Security", "CA5351", Justification = "SQS uses MD5 against damage, not against attackers.")]
    public static byte[] Queue()
    {
        var hash = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(Body)));
        return Encoding.UTF8.GetBytes("{\"Failed\":[],\"Successful\":[" + string.Join(',', Ten(
            number => $$"""{"Id":"{{number}}","MessageId":"{{Guid.Empty}}","MD5OfMessageBody":"{{hash}}"}""")) + "]}");
    }

    public static byte[] Topic() => Encoding.UTF8.GetBytes(
        "<PublishBatchResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishBatchResult><Failed/><Successful>" +
        string.Concat(Ten(number => $"<member><MessageId>{Guid.Empty}</MessageId><Id>{number}</Id></member>")) +
        "</Successful></PublishBatchResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishBatchResponse>");

    public static byte[] Bus() => Encoding.UTF8.GetBytes(
        "{\"FailedEntryCount\":0,\"Entries\":[" + string.Join(',', Ten(_ => $$"""{"EventId":"{{Guid.Empty}}"}""")) + "]}");

    private static IEnumerable<string> Ten(Func<int, string> entry) => Enumerable.Range(0, 10).Select(entry);
}
