using System.Net;

namespace Messaging.AspNetCore.Tests;

public sealed class SnsEndpointTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task A_signed_notification_is_handled(string version)
    {
        await using var site = await TestSite.StartAsync();
        var post = TestPost.Notification().Sign(version);

        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post));

        var (message, context) = Assert.Single(site.Probe.Handled);
        Assert.Equal(7, ((Shipped)message).OrderId);
        Assert.Equal((string?)post.Members["MessageId"], context.MessageId);
        Assert.Equal(TestPost.Topic, context.Source);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 11, 59, 58, 123, TimeSpan.Zero), context.SentAt);
        Assert.Equal("orders", context.ConsumerName);
        Assert.Equal([TestPost.CertificateUrl], site.Sns.Requests);
    }
}
