using Amazon.Runtime;

namespace Messaging.EventBridge;

/// <summary>Tells the errors of EventBridge apart.</summary>
internal static class EventBridgeErrors
{
    public static bool IsMissing(AmazonServiceException exception) => exception.ErrorCode is "ResourceNotFoundException";

    public static bool IsThere(AmazonServiceException exception) => exception.ErrorCode is "ResourceAlreadyExistsException";

    /// <summary>Looks whether somebody else changes the same rule at the same time.</summary>
    public static bool IsConcurrent(AmazonServiceException exception) => exception.ErrorCode is "ConcurrentModificationException";
}
