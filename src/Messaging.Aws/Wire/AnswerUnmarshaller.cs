using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Messaging.Aws;

/// <summary>Reads the answers of one protocol: their results, and their errors.</summary>
internal abstract class AnswerUnmarshaller<T> : ResponseUnmarshaller
{
    private const string RequestIdHeader = "x-amzn-RequestId";

    public override UnmarshallerContext CreateContext(
        IWebResponseData response, bool readEntireResponse, Stream stream, RequestMetrics metrics, bool isException,
        IRequestContext requestContext) =>
        new AnswerContext(stream, readEntireResponse, response, isException, requestContext.OriginalRequest);

    public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input)
    {
        var context = (AnswerContext)input;
        try
        {
            var requestId = context.Header(RequestIdHeader);
            var value = Read(context.Request!, context.Body, ref requestId);
            return new AwsAnswer<T> { Value = value, ResponseMetadata = new ResponseMetadata { RequestId = requestId } };
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            // The body stays out of the exception: it may hold what must not be logged.
            throw new AmazonUnmarshallingException(
                context.Header(RequestIdHeader), lastKnownLocation: null, exception, context.ResponseData.StatusCode);
        }
    }

    public override AmazonServiceException UnmarshallException(
        UnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var context = (AnswerContext)input;
        var error = ErrorOf(context);
        var code = error.Code ?? BeforeColon(context.Header("x-amzn-ErrorType")) ?? statusCode.ToString();
        var message = error.Message
            ?? $"The service refused the request without an explanation: '{code}', HTTP status {(int)statusCode}.";
        return CreateException(
            message, innerException, error.Type, code, error.RequestId ?? context.Header(RequestIdHeader), statusCode);
    }

    /// <summary>Reads the result of a request that succeeded.</summary>
    protected abstract T Read(AmazonWebServiceRequest request, ReadOnlySpan<byte> body, ref string? requestId);

    protected abstract ServiceError ReadError(ReadOnlySpan<byte> body);

    protected abstract AmazonServiceException CreateException(
        string message, Exception innerException, ErrorType type, string code, string? requestId, HttpStatusCode statusCode);

    // CreateContext above makes all contexts.
    protected sealed override UnmarshallerContext ConstructUnmarshallerContext(
        Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException) =>
        throw new NotSupportedException();

    protected sealed override UnmarshallerContext ConstructUnmarshallerContext(
        Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException, IRequestContext requestContext) =>
        throw new NotSupportedException();

    protected static string? BeforeColon(string? type) => type?.Split(':', 2)[0];

    private static bool IsMalformed(Exception exception) =>
        exception is FormatException or JsonException or InvalidOperationException;

    private ServiceError ErrorOf(AnswerContext context)
    {
        try
        {
            return ReadError(context.Body);
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            // What a proxy or a load balancer says, in HTML or not at all.
            return default;
        }
    }
}
