namespace Messaging.Local.Tests;

/// <summary>Sends requests as bytes, past the client of AWS.</summary>
internal static class BrokerRequests
{
    public static HttpRequestMessage Request(string action, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/") { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Amz-Target", $"AmazonSQS.{action}");
        return request;
    }

    public static async Task<HttpResponseMessage> SendAsync(this HttpClient client, string action, byte[] body)
    {
        using var request = Request(action, body);
        return await client.SendAsync(request);
    }
}
