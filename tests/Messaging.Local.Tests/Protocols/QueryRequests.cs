using System.Xml.Linq;

namespace Messaging.Local.Tests;

/// <summary>Sends requests in the Query protocol and reads its answers.</summary>
internal static class QueryRequests
{
    public const string Sqs = "http://queue.amazonaws.com/doc/2012-11-05/";

    public static async Task<QueryAnswer> PostFormAsync(
        this HttpClient client, string address, params (string Name, string Value)[] parameters)
    {
        using var form = new FormUrlEncodedContent(parameters.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        using var answer = await client.PostAsync(new Uri(address), form);
        return await ReadAsync(answer);
    }

    /// <summary>Posts a body as it is.</summary>
    public static async Task<QueryAnswer> PostRawAsync(this HttpClient client, string address, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/x-www-form-urlencoded");
        using var answer = await client.PostAsync(new Uri(address), content);
        return await ReadAsync(answer);
    }

    public static async Task<QueryAnswer> GetQueryAsync(this HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address));
        return await ReadAsync(answer);
    }

    private static async Task<QueryAnswer> ReadAsync(HttpResponseMessage answer)
    {
        Assert.Equal("text/xml", answer.Content.Headers.ContentType!.MediaType);
        var text = await answer.Content.ReadAsStringAsync();
        var id = answer.Headers.GetValues("x-amzn-RequestId").Single();
        return new QueryAnswer((int)answer.StatusCode, text, XDocument.Parse(text, LoadOptions.PreserveWhitespace).Root!, id);
    }
}
