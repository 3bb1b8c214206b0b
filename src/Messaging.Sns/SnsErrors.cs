using System.Net;
using Amazon.Runtime;

namespace Messaging.Sns;

/// <summary>Tells the errors of SNS apart.</summary>
internal static class SnsErrors
{
    public static bool IsMissing(AmazonServiceException exception) =>
        exception.ErrorCode is "NotFound" or "NotFoundException" or "ResourceNotFound" || exception.StatusCode == HttpStatusCode.NotFound;

    /// <summary>Looks whether a subscription or topic exists with other attributes.</summary>
    public static bool IsOtherwise(AmazonServiceException exception) =>
        exception.ErrorCode is "InvalidParameter" or "InvalidParameterException"
        && exception.Message.Contains("already exists with different", StringComparison.OrdinalIgnoreCase);
}
