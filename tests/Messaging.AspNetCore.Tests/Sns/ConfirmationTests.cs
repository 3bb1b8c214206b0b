using System.Net;
using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore.Tests;

public sealed class ConfirmationTests
{
    [Fact]
    public async Task A_subscription_of_an_expected_topic_is_confirmed_once()
    {
        await using var site = await TestSite.StartAsync();
        var post = TestPost.Confirmation();

        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post));
        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post));

        Assert.Equal([TestPost.CertificateUrl, TestPost.ConfirmUrl()], site.Sns.Requests);
        Assert.Empty(site.Probe.Handled);
        Assert.Contains(site.Log.OfEndpoints, entry => entry.Id == 7003 && entry.Text.Contains(TestPost.Topic, StringComparison.Ordinal));
        Assert.DoesNotContain(site.Log.OfEndpoints, entry => entry.Text.Contains("2336412f", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_confirmation_that_SNS_does_not_accept_is_tried_again()
    {
        await using var site = await TestSite.StartAsync();
        var post = TestPost.Confirmation();

        site.Sns.Confirmation = () => FakeSns.Status(HttpStatusCode.InternalServerError);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await site.PostAsync(post));
        site.Sns.Confirmation = () => FakeSns.Pem("<ConfirmSubscriptionResponse/>");
        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post));

        Assert.Single(site.Log.OfEndpoints, entry => entry.Id == 7001);
        Assert.Single(site.Log.OfEndpoints, entry => entry.Id == 7003);
    }

    [Fact]
    public async Task A_confirmation_that_redirects_is_not_followed()
    {
        await using var site = await TestSite.StartAsync();
        site.Sns.Confirmation = () => new HttpResponseMessage(HttpStatusCode.Found)
        {
            Headers = { Location = new Uri("https://evil.example/") },
            Content = new StringContent(string.Empty),
        };

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await site.PostAsync(TestPost.Confirmation()));

        Assert.DoesNotContain(site.Sns.Requests, request => request.Contains("evil", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Confirming_can_be_left_to_others()
    {
        await using var site = await TestSite.StartAsync(endpoint =>
            endpoint.ExpectTopic(TestPost.Topic).Configure(options => options.ConfirmSubscriptions = false));

        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(TestPost.Confirmation()));

        Assert.Equal([TestPost.CertificateUrl], site.Sns.Requests);
        Assert.Contains(site.Log.OfEndpoints, entry => entry is { Id: 7004, Level: LogLevel.Warning });
    }

    [Fact]
    public async Task The_end_of_a_subscription_is_acknowledged_and_not_undone()
    {
        await using var site = await TestSite.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(TestPost.Confirmation("UnsubscribeConfirmation")));

        Assert.Equal([TestPost.CertificateUrl], site.Sns.Requests);
        Assert.Contains(site.Log.OfEndpoints, entry => entry is { Id: 7005, Level: LogLevel.Warning });
    }
}
