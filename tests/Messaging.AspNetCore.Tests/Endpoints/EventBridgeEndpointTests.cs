using System.Net;

namespace Messaging.AspNetCore.Tests;

public sealed class EventBridgeEndpointTests
{
    [Theory]
    [InlineData(TestSite.Key)]
    [InlineData(TestSite.OtherKey)]
    public async Task An_event_with_any_of_the_keys_is_handled(string key)
    {
        await using var site = await TestSite.StartAsync();
        var id = Guid.NewGuid().ToString();

        Assert.Equal(HttpStatusCode.OK, await PostAsync(site, TestEvent.Json(id), key));

        var (message, context) = Assert.Single(site.Probe.Handled);
        Assert.Equal(7, ((Shipped)message).OrderId);
        Assert.Equal((id, "com.acme", "acme.shipped.v1"), (context.MessageId, context.Source, context.MessageName));
    }

    [Fact]
    public async Task An_envelope_in_an_event_is_read()
    {
        await using var site = await TestSite.StartAsync();

        await PostAsync(site, TestEvent.Json(
            type: "acme.shipped.v1",
            detail: """{"specversion":"1.0","id":"e-1","source":"/shop","type":"acme.shipped.v1","data":{"orderId":9},"headers":{"tenant":"eu"}}"""));

        var (message, context) = Assert.Single(site.Probe.Handled);
        Assert.Equal(9, ((Shipped)message).OrderId);
        Assert.Equal(("e-1", "/shop", "eu"), (context.MessageId, context.Source, context.Headers["tenant"]));
    }

    [Fact]
    public async Task An_event_that_comes_again_is_acknowledged_unhandled()
    {
        await using var site = await TestSite.StartAsync();
        var body = TestEvent.Json();

        Assert.Equal(HttpStatusCode.OK, await PostAsync(site, body));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(site, body));

        Assert.Single(site.Probe.Handled);
    }

    [Fact]
    public async Task A_failed_event_is_tried_again_by_EventBridge()
    {
        await using var site = await TestSite.StartAsync();
        site.Probe.Handle = (context, _) => context.DeliveryCount == 1 ? throw new InvalidOperationException("Not now.") : Task.CompletedTask;
        var body = TestEvent.Json();

        Assert.Equal(HttpStatusCode.InternalServerError, await PostAsync(site, body));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(site, body));

        Assert.Equal([1, 2], site.Probe.Handled.Select(each => each.Context.DeliveryCount));
    }

    [Fact]
    public async Task An_event_without_a_handler_is_set_aside()
    {
        await using var site = await TestSite.StartAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(site, TestEvent.Json(type: "acme.unknown.v1")));

        Assert.Contains(site.Log.OfEndpoints, entry => entry.Id == 7007 && entry.Text.Contains("acme.unknown.v1", StringComparison.Ordinal));
    }

    private static async Task<HttpStatusCode> PostAsync(TestSite site, string body, string key = TestSite.Key)
    {
        using var request = TestEvent.Request(body, key);
        using var response = await site.Http.SendAsync(request);
        return response.StatusCode;
    }
}
