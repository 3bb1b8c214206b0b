using Amazon.Runtime;
using Messaging.Aws;

namespace Messaging.EventBridge;

/// <summary>Tells the errors of EventBridge apart.</summary>
internal static class EventBridgeErrors
{
    public static bool IsMissing(AmazonServiceException exception) => exception.ErrorCode is "ResourceNotFoundException";

    public static bool IsThere(AmazonServiceException exception) => exception.ErrorCode is "ResourceAlreadyExistsException";

    /// <summary>Looks whether a start that is refused so would be refused again: a full quota too, whose code passes for a busy service's.</summary>
    public static bool IsFinal(AmazonServiceException exception) =>
        exception.ErrorCode is "LimitExceededException" || !AwsErrors.IsTransient(exception);
}
