using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;

namespace Messaging.Aws;

/// <summary>Says which errors of the services pass by themselves, and which never will.</summary>
internal static class AwsErrors
{
    // The last part of a code: services write 'AWS.SimpleQueueService.X', 'KMS.X', 'X' and 'XException' for one thing.
    private static readonly FrozenSet<string> TransientCodes = new[]
    {
        "RequestThrottled", "Throttling", "Throttled", "ThrottledException", "ThrottlingException", "RequestThrottledException",
        "ThrottledRequestException", "RequestThrottlingException", "TooManyRequests", "TooManyRequestsException",
        "ProvisionedThroughputExceededException", "SlowDown", "BandwidthLimitExceeded", "RequestLimitExceeded",
        "LimitExceededException", "PriorRequestNotComplete", "OverLimit", "KmsThrottled", "KMSThrottling",
        "KMSThrottlingException", "InternalError", "InternalFailure", "InternalServerError", "InternalException",
        "InternalErrorException", "ServiceUnavailable", "ServiceUnavailableException", "RequestTimeout",
        "RequestTimeoutException",
        // The next request is signed with refreshed credentials or a corrected clock.
        "ExpiredToken", "ExpiredTokenException", "RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static EntryFailureKind Classify(AmazonServiceException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return IsTransient(exception) ? EntryFailureKind.Transient : Classify(exception.ErrorCode, exception.Message);
    }

    /// <summary>Classifies the code and the text that a service gave for one entry of a batch.</summary>
    public static EntryFailureKind Classify(string? code, string? message = null)
    {
        var name = LastPart(code);
        if (TransientCodes.Contains(name))
        {
            return EntryFailureKind.Transient;
        }

        var isGone = name is "ReceiptHandleIsInvalid" or "MessageNotInflight"
            || Says(message, "receipt handle has expired")
            || Says(message, "does not exist or is not available");
        return isGone ? EntryFailureKind.Gone : EntryFailureKind.Permanent;
    }

    /// <summary>Looks whether the same request may succeed later.</summary>
    public static bool IsTransient(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            var passes = cause switch
            {
                AmazonServiceException service => (int)service.StatusCode >= 500
                    || service.StatusCode == HttpStatusCode.TooManyRequests
                    || service.Retryable is not null
                    || TransientCodes.Contains(LastPart(service.ErrorCode)),
                HttpRequestException or IOException or SocketException or TimeoutException => true,
                _ => false,
            };
            if (passes)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Looks whether a call failed because of the service, the way to it or the configuration, and not by the caller's will.</summary>
    public static bool IsRefusal(Exception exception, CancellationToken cancellationToken) =>
        exception is AmazonServiceException or AmazonClientException or MessagingConfigurationException
            or HttpRequestException or IOException or TimeoutException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>Looks whether a call that failed may succeed later; a timeout within the client may.</summary>
    public static bool IsTransientRefusal(Exception exception) =>
        exception is OperationCanceledException or TimeoutException || IsTransient(exception);

    /// <summary>Makes the failure of one entry of what its service said.</summary>
    public static EntryFailure Failure(EntryError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var kind = Classify(error.Code, error.Message);
        // A fault of the service itself passes, whatever it is called.
        return new EntryFailure(
            kind == EntryFailureKind.Permanent && error.IsSenderFault == false ? EntryFailureKind.Transient : kind,
            error.Code, error.Message ?? "");
    }

    /// <summary>Looks whether the caller lacks a permission.</summary>
    public static bool IsAccessDenied(AmazonServiceException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return LastPart(exception.ErrorCode) is "AccessDenied" or "AccessDeniedException" or "AuthorizationError"
            or "AuthorizationErrorException";
    }

    /// <summary>Looks whether somebody else changes the same resource at the same time.</summary>
    public static bool IsConcurrent(AmazonServiceException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return LastPart(exception.ErrorCode) is "ConcurrentModificationException" or "ConcurrentAccess" or "ConcurrentAccessException";
    }

    /// <summary>Looks whether the service refused something that the request holds, as a message that is too large.</summary>
    public static bool IsInvalid(AmazonServiceException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return LastPart(exception.ErrorCode) is "InvalidParameterValue" or "InvalidParameterValueException";
    }

    private static bool Says(string? message, string text) =>
        message?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;

    private static string LastPart(string? code) => code is null ? "" : code[(code.LastIndexOf('.') + 1)..];
}
