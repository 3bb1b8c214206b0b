using System.Net;

namespace Messaging.Local;

/// <summary>
/// An error that AWS would answer with: the name in JSON, the name in the Query protocol, status and text.
/// </summary>
internal sealed class ServiceException : Exception
{
    public ServiceException(
        string shape, string queryCode, string message, HttpStatusCode status = HttpStatusCode.BadRequest)
        : base(message)
    {
        Shape = shape;
        QueryCode = queryCode;
        Status = status;
    }

    /// <summary>Gets the name in JSON; that of SQS has a namespace, such as <c>com.amazonaws.sqs#OverLimit</c>.</summary>
    public string Shape { get; }

    public string QueryCode { get; }

    public HttpStatusCode Status { get; }

    /// <summary>Gets the text in the Query protocol where it is another one, or null.</summary>
    public string? QueryMessage { get; init; }

    public bool IsSenderFault => (int)Status < 500;

    /// <summary>Gets whose fault it is, in the word of the protocols.</summary>
    public string Fault => IsSenderFault ? "Sender" : "Receiver";
}
