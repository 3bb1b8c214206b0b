using System.Net;
using Amazon.Runtime;

namespace Messaging.Aws;

/// <summary>Reads the answers of a service that speaks the Query protocol.</summary>
internal sealed class QueryUnmarshaller<T> : AnswerUnmarshaller<T>
{
    public static readonly QueryUnmarshaller<T> Instance = new();

    protected override T Read(AmazonWebServiceRequest request, ReadOnlySpan<byte> body, ref string? requestId)
    {
        var query = (QueryRequest<T>)request;
        T? result = default;
        var wasRead = false;
        var xml = XmlCursor.OfRoot(body);
        var root = xml.Depth;
        while (xml.ReadChild(root))
        {
            if (xml.Is("ResponseMetadata"u8))
            {
                requestId = ReadRequestId(ref xml) ?? requestId;
            }
            else if (xml.NameEndsWith("Result"u8))
            {
                result = query.Read(ref xml);
                wasRead = true;
            }
        }

        if (!wasRead)
        {
            // Actions without a result answer without its element; so do other servers with an empty one.
            var nothing = XmlCursor.OfRoot("<Result/>"u8);
            result = query.Read(ref nothing);
        }

        return result!;
    }

    protected override ServiceError ReadError(ReadOnlySpan<byte> body)
    {
        string? code = null, message = null, requestId = null;
        var type = ErrorType.Unknown;
        var xml = XmlCursor.OfRoot(body);
        var root = xml.Depth;
        while (xml.ReadChild(root))
        {
            if (xml.Is("RequestId"u8))
            {
                requestId = xml.ReadText();
            }
            else if (xml.Is("Error"u8))
            {
                ReadError(ref xml, ref code, ref message, ref type);
            }
        }

        return new ServiceError(code, message, type, requestId);
    }

    protected override AmazonServiceException CreateException(
        string message, Exception innerException, ErrorType type, string code, string? requestId, HttpStatusCode statusCode) =>
        new SnsException(message, innerException, type, code, requestId, statusCode);

    private static void ReadError(ref XmlCursor xml, ref string? code, ref string? message, ref ErrorType type)
    {
        var error = xml.Depth;
        while (xml.ReadChild(error))
        {
            if (xml.Is("Code"u8))
            {
                code = xml.ReadText();
            }
            else if (xml.Is("Message"u8))
            {
                message = xml.ReadText();
            }
            else if (xml.Is("Type"u8))
            {
                type = Enum.TryParse<ErrorType>(xml.ReadText(), out var known) ? known : ErrorType.Unknown;
            }
        }
    }

    private static string? ReadRequestId(ref XmlCursor xml)
    {
        string? requestId = null;
        var metadata = xml.Depth;
        while (xml.ReadChild(metadata))
        {
            requestId = xml.Is("RequestId"u8) ? xml.ReadText() : requestId;
        }

        return requestId;
    }
}
