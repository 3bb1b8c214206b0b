using Messaging.Aws;

namespace Messaging.AspNetCore;

/// <summary>Knows where SNS is: the addresses that certificates and confirmations of a topic may have.</summary>
/// <remarks>https://docs.aws.amazon.com/general/latest/gr/sns.html</remarks>
internal sealed class SnsOrigin(Uri? standIn)
{
    /// <summary>Gets whether another server stands for SNS. What it signs is trusted because it is known by its address.</summary>
    public bool IsStandIn => standIn is not null;

    /// <summary>Returns scheme and host with a slash after it; an address that begins with it is there and nowhere else.</summary>
    public string Of(Arn topic) => standIn?.ToString() ?? $"https://sns.{topic.Region}.{Suffix(topic)}/";

    /// <summary>Returns the names of which a signing certificate must have one.</summary>
    /// <remarks>Old regions share a certificate; regions that are opted into have one each.</remarks>
    public static IReadOnlyList<string> CertificateNames(Arn topic)
    {
        var suffix = Suffix(topic);
        List<string> names =
        [
            $"sns.{suffix}", $"sns.{topic.Region}.{suffix}", $"sns-{topic.Region}.{suffix}", $"sns-signing.{topic.Region}.{suffix}",
        ];
        if (topic.Partition == "aws-us-gov")
        {
            names.Add($"sns-us-gov-west-1.{suffix}");
        }

        return names;
    }

    // The partitions of AWS and their domains. One that is not known here is served where most are, and nobody else is there.
    private static string Suffix(Arn topic) => topic.Partition switch
    {
        "aws-cn" => "amazonaws.com.cn",
        "aws-iso" => "c2s.ic.gov",
        "aws-iso-b" => "sc2s.sgov.gov",
        "aws-iso-e" => "cloud.adc-e.uk",
        "aws-iso-f" => "csp.hci.ic.gov",
        "aws-eusc" => "amazonaws.eu",
        _ => "amazonaws.com",
    };
}
