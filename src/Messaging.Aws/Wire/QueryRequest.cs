using Amazon.Runtime.Internal;

namespace Messaging.Aws;

/// <summary>One call of a service that speaks the Query protocol: a form there, an XML document back.</summary>
internal abstract class QueryRequest<T>(string action) : AwsRequest
{
    private const string FormType = "application/x-www-form-urlencoded; charset=utf-8";

    public string Action => action;

    public override IRequest Marshall()
    {
        var content = new PooledContentStream();
        var writer = new QueryWriter(content.BufferWriter);
        writer.Start(action, SnsClientConfig.ApiVersion);
        Write(writer);
        var request = new DefaultRequest(this, SnsClientConfig.Id)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            ContentStream = content,
        };
        request.Headers["Content-Type"] = FormType;
        return request;
    }

    /// <summary>Writes the members of the request.</summary>
    protected abstract void Write(QueryWriter writer);

    /// <summary>Reads the result, inside of its element.</summary>
    public abstract T Read(ref XmlCursor xml);
}
