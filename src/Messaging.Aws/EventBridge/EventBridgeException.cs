using System.Net;
using Amazon.Runtime;

namespace Messaging.Aws;

/// <summary>Thrown when Amazon EventBridge refuses a request of a <see cref="EventBridgeClient"/>.</summary>
/// <remarks>
/// <see cref="AmazonServiceException.ErrorCode"/> is the service's code,
/// <see cref="AmazonServiceException.RequestId"/> what AWS support asks for.
/// </remarks>
public sealed class EventBridgeException : AmazonServiceException
{
    /// <summary>Initializes a new instance of the <see cref="EventBridgeException"/> class.</summary>
    /// <param name="message">The service's explanation.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    /// <param name="errorType">Whose fault it is, as far as the service says.</param>
    /// <param name="errorCode">The service's code.</param>
    /// <param name="requestId">The id of the request, if the service gave one.</param>
    /// <param name="statusCode">The HTTP status.</param>
    public EventBridgeException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Gets how the request may be tried again, where the SDK does not know by the code alone.</summary>
    /// <value>Throttling for HTTP status 429, otherwise null.</value>
    public override RetryableDetails? Retryable =>
        StatusCode == HttpStatusCode.TooManyRequests
            ? new RetryableDetails(throttling: true)
            : null;
}
