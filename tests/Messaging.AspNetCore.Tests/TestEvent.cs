using System.Text;

namespace Messaging.AspNetCore.Tests;

/// <summary>Events as EventBridge posts them to API destinations.</summary>
internal static class TestEvent
{
    public static string Json(string? id = null, string detail = TestPost.Shipped, string type = "acme.shipped.v1") =>
        $$"""{"version":"0","id":"{{id ?? Guid.NewGuid().ToString()}}","detail-type":"{{type}}","source":"com.acme","account":"111122223333","time":"2026-03-01T11:59:58Z","region":"us-east-1","resources":[],"detail":{{detail}}}""";

    public static HttpRequestMessage Request(string body, string? key = TestSite.Key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/events")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Api-Key", key);
        }

        return request;
    }
}
