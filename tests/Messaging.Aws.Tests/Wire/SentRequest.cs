using System.Text;

namespace Messaging.Aws.Tests;

/// <summary>A request as it went over the wire.</summary>
internal sealed record SentRequest(HttpMethod Method, Uri Uri, Dictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}
