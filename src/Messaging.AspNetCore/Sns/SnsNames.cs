using System.Text.RegularExpressions;
using Messaging.Aws;

namespace Messaging.AspNetCore;

/// <summary>Knows what names of SNS look like.</summary>
internal static partial class SnsNames
{
    public static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>Looks whether an ARN is a topic's. Its region becomes part of a host name: nothing but a region passes.</summary>
    public static bool IsTopic(Arn arn) =>
        arn.Service == "sns" && Partition().IsMatch(arn.Partition) && Region().IsMatch(arn.Region)
        && Account().IsMatch(arn.AccountId) && Name().IsMatch(arn.Resource);

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,256}(\.fifo)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\Aaws[a-z0-9-]{0,20}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Partition();

    [GeneratedRegex(@"\A[a-z]{2,10}(-[a-z0-9]{1,15}){1,5}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Region();

    [GeneratedRegex(@"\A[0-9]{12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Account();
}
