using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Messaging.Aws.Tests;

/// <summary>Computes AWS Signature Version 4 again, by its documentation and nothing of the SDK.</summary>
internal static partial class Signature
{
    public static void Check(SentRequest request, string secret, string region, string service)
    {
        var match = Header().Match(request.Headers["Authorization"]);
        Assert.True(match.Success, "No Signature Version 4.");
        var signedHeaders = match.Groups["headers"].Value;
        var date = request.Headers["X-Amz-Date"];
        var scope = $"{date[..8]}/{region}/{service}/aws4_request";
        Assert.Equal(scope, match.Groups["scope"].Value);
        Assert.Contains("host", signedHeaders.Split(';'));
        Assert.Contains("x-amz-date", signedHeaders.Split(';'));

        var headers = new StringBuilder();
        foreach (var name in signedHeaders.Split(';'))
        {
            var value = name == "host" ? request.Uri.Authority : request.Headers[name];
            headers.Append(CultureInfo.InvariantCulture, $"{name}:{Spaces().Replace(value.Trim(), " ")}\n");
        }

        var canonical = $"{request.Method}\n{request.Uri.AbsolutePath}\n\n{headers}\n{signedHeaders}\n{Hex(SHA256.HashData(request.Body))}";
        var toSign = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        Assert.Equal(Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign))), match.Groups["signature"].Value);
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    [GeneratedRegex("^AWS4-HMAC-SHA256 Credential=[^/]+/(?<scope>[^,]+), SignedHeaders=(?<headers>[^,]+), Signature=(?<signature>[0-9a-f]{64})$")]
    private static partial Regex Header();

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
