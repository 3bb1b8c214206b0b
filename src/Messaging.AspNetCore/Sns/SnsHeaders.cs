using Microsoft.AspNetCore.Http;

namespace Messaging.AspNetCore;

/// <summary>What SNS says in headers. Nobody signs them: they are compared, and believed of nobody but who has a password.</summary>
internal sealed record SnsHeaders(string Type, string MessageId, string TopicArn, bool IsRaw)
{
    /// <exception cref="RefusedException">A header is missing, is there twice or says what SNS does not say.</exception>
    public static SnsHeaders Read(IHeaderDictionary headers)
    {
        var type = One(headers, "x-amz-sns-message-type");
        var id = One(headers, "x-amz-sns-message-id");
        var topic = One(headers, "x-amz-sns-topic-arn");
        var raw = headers["x-amz-sns-rawdelivery"];
        if (!SnsPost.IsType(type) || !SnsPostReader.IsId(id) || raw.Count > 1 || raw is not ([] or ["true"] or ["false"]))
        {
            throw RefusedException.Malformed("The headers are not those of SNS.");
        }

        return new SnsHeaders(type, id, topic, raw is ["true"]);
    }

    /// <exception cref="RefusedException">The body says something else.</exception>
    public void Compare(SnsPost post)
    {
        if (post.Type != Type || post.MessageId != MessageId || post.TopicArn != TopicArn)
        {
            throw RefusedException.Malformed("Headers and body contradict each other.");
        }
    }

    private static string One(IHeaderDictionary headers, string name) =>
        headers[name] is [{ Length: > 0 } value]
            ? value
            : throw RefusedException.Malformed($"The header {name} is missing, or there twice.");
}
