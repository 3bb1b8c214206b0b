using System.Net;
using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore.Tests;

/// <summary>Every attack on the endpoint for EventBridge, by its name.</summary>
public sealed class EventBridgeAttackTests
{
    private static readonly Dictionary<string, (HttpStatusCode Status, Func<HttpRequestMessage> Request)> Attacks = new(StringComparer.Ordinal)
    {
        ["there is no key"] = Unauthorized(() => TestEvent.Request(TestEvent.Json(), key: null)),
        ["the key is wrong"] = Unauthorized(() => TestEvent.Request(TestEvent.Json(), "another key of some length")),
        ["the key is empty"] = Unauthorized(() => TestEvent.Request(TestEvent.Json(), string.Empty)),
        ["the key is the beginning of ours"] = Unauthorized(() => TestEvent.Request(TestEvent.Json(), TestSite.Key[..^1])),
        ["the key is ours and more"] = Unauthorized(() => TestEvent.Request(TestEvent.Json(), TestSite.Key + "x")),
        ["the key has other letters"] = Unauthorized(() => TestEvent.Request(TestEvent.Json(), TestSite.Key.ToUpperInvariant())),
        ["the keys are both ours, as one"] = Unauthorized(() => TestEvent.Request(TestEvent.Json(), TestSite.Key + "," + TestSite.OtherKey)),
        ["the key is there twice"] = Unauthorized(() =>
        {
            var request = TestEvent.Request(TestEvent.Json());
            request.Headers.TryAddWithoutValidation("X-Api-Key", TestSite.Key);
            return request;
        }),
        ["the key is in another header"] = Unauthorized(() =>
        {
            var request = TestEvent.Request(TestEvent.Json(), key: null);
            request.Headers.TryAddWithoutValidation("Authorization", TestSite.Key);
            return request;
        }),
        ["the key is in the address"] = Unauthorized(() =>
        {
            var request = TestEvent.Request(TestEvent.Json(), key: null);
            request.RequestUri = new Uri("/events?X-Api-Key=" + TestSite.Key, UriKind.Relative);
            return request;
        }),
        ["the body is empty"] = Malformed(string.Empty),
        ["the body is no JSON"] = Malformed(TestPost.Marker),
        ["the body is a list of events"] = Malformed($"[{TestEvent.Json()}]"),
        ["something follows the event"] = Malformed(TestEvent.Json() + "{}"),
        ["the event has no id"] = Malformed(TestEvent.Json().Replace("\"id\"", "\"x\"", StringComparison.Ordinal)),
        ["the event's id is none"] = Malformed(TestEvent.Json(id: "1")),
        ["the event has no source"] = Malformed(TestEvent.Json().Replace("\"source\"", "\"x\"", StringComparison.Ordinal)),
        ["the event has no detail type"] = Malformed(TestEvent.Json().Replace("\"detail-type\"", "\"x\"", StringComparison.Ordinal)),
        ["the event has no account"] = Malformed(TestEvent.Json().Replace("\"account\"", "\"x\"", StringComparison.Ordinal)),
        ["the event has no time"] = Malformed(TestEvent.Json().Replace("\"time\"", "\"x\"", StringComparison.Ordinal)),
        ["the event has no detail"] = Malformed(TestEvent.Json().Replace("\"detail\"", "\"x\"", StringComparison.Ordinal)),
        ["the event's detail is a text"] = Malformed(TestEvent.Json(detail: "\"text\"")),
        ["the event's detail is a list"] = Malformed(TestEvent.Json(detail: "[]")),
        ["the event's source is a number"] = Malformed(TestEvent.Json().Replace("\"com.acme\"", "7", StringComparison.Ordinal)),
        ["the event's detail is there twice"] = Malformed(TestEvent.Json().Replace("{\"version\"", "{\"detail\":{},\"version\"", StringComparison.Ordinal)),
        ["the event's type is there twice"] = Malformed(TestEvent.Json().Replace("{\"version\"", "{\"detail-type\":\"x\",\"version\"", StringComparison.Ordinal)),
        ["the event holds half of a surrogate pair"] = Malformed(TestEvent.Json().Replace("com.acme", "\\ud83d", StringComparison.Ordinal)),
        ["it is a notification of SNS"] = Malformed(TestPost.Notification().Members.ToJsonString()),
        ["it is an envelope without an event"] = Malformed("""{"specversion":"1.0","id":"1","source":"/x","type":"acme.shipped.v1","data":{"orderId":7}}"""),
        ["the body is too long"] = (HttpStatusCode.RequestEntityTooLarge, () => TestEvent.Request(TestEvent.Json(detail: $"{{\"x\":\"{new string('x', 70_000)}\"}}"))),
        ["the body is compressed"] = (HttpStatusCode.UnsupportedMediaType, Compressed),
    };

    public static TheoryData<string> Names { get; } = [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_refused_when(string name)
    {
        await using var site = await TestSite.StartAsync(
            events: endpoint => endpoint.Configure(options => options.MaxBodySize = 65_536));
        using var request = Attacks[name].Request();

        using var response = await site.Http.SendAsync(request);

        Assert.Equal(Attacks[name].Status, response.StatusCode);
        Assert.Empty(site.Probe.Handled);
        Assert.Empty(site.Sns.Requests);
        var entry = Assert.Single(site.Log.OfEndpoints, each => each.Id != 7008);
        Assert.Equal((7001, LogLevel.Warning), (entry.Id, entry.Level));
        Assert.DoesNotContain(site.Log.All, each =>
            each.Text.Contains(TestPost.Marker, StringComparison.Ordinal) || (each.Category.StartsWith("Messaging", StringComparison.Ordinal) && each.Text.Contains(TestSite.Key, StringComparison.Ordinal)));
    }

    private static HttpRequestMessage Compressed()
    {
        var request = TestEvent.Request(TestEvent.Json());
        request.Content!.Headers.ContentEncoding.Add("gzip");
        return request;
    }

    private static (HttpStatusCode, Func<HttpRequestMessage>) Unauthorized(Func<HttpRequestMessage> request) =>
        (HttpStatusCode.Unauthorized, request);

    private static (HttpStatusCode, Func<HttpRequestMessage>) Malformed(string body) =>
        (HttpStatusCode.BadRequest, () => TestEvent.Request(body));
}
