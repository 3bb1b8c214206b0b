using System.Net;
using Microsoft.Extensions.Logging;

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

    [Fact]
    public async Task An_envelope_in_a_notification_is_read()
    {
        await using var site = await TestSite.StartAsync();

        await site.PostAsync(TestPost.Notification(
            """{"specversion":"1.0","id":"e-1","source":"/shop","type":"acme.shipped.v1","data":{"orderId":9},"headers":{"tenant":"eu"}}"""));

        var (message, context) = Assert.Single(site.Probe.Handled);
        Assert.Equal(9, ((Shipped)message).OrderId);
        Assert.Equal(("e-1", "/shop", "eu"), (context.MessageId, context.Source, context.Headers["tenant"]));
    }

    [Fact]
    public async Task The_answer_waits_for_the_handler()
    {
        await using var site = await TestSite.StartAsync();
        var (started, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        site.Probe.Handle = (_, _) =>
        {
            started.SetResult();
            return released.Task;
        };

        var answer = site.PostAsync(TestPost.Notification());
        await started.Task;
        Assert.False(answer.IsCompleted);
        released.SetResult();

        Assert.Equal(HttpStatusCode.OK, await answer);
    }

    [Fact]
    public async Task What_failed_is_answered_so_that_SNS_tries_again()
    {
        await using var site = await TestSite.StartAsync();
        site.Probe.Handle = (context, _) => context.DeliveryCount == 1 ? throw new InvalidOperationException("Not now.") : Task.CompletedTask;
        var post = TestPost.Notification();

        Assert.Equal(HttpStatusCode.InternalServerError, await site.PostAsync(post));
        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post));

        Assert.Equal([1, 2], site.Probe.Handled.Select(each => each.Context.DeliveryCount));
    }

    [Fact]
    public async Task A_wish_for_a_later_delivery_is_passed_on()
    {
        await using var site = await TestSite.StartAsync();
        site.Probe.Handle = (context, _) =>
        {
            context.RetryAfter(TimeSpan.FromSeconds(89.5));
            return Task.CompletedTask;
        };

        using var response = await site.SendAsync(TestPost.Notification());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(90), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task What_shall_be_set_aside_is_refused_for_good_and_stays_so()
    {
        await using var site = await TestSite.StartAsync();
        site.Probe.Handle = (context, _) =>
        {
            context.DeadLetter("No such product.");
            return Task.CompletedTask;
        };
        var post = TestPost.Notification();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await site.PostAsync(post));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await site.PostAsync(post));

        Assert.Single(site.Probe.Handled);
        var entry = Assert.Single(site.Log.OfEndpoints, each => each.Id == 7007);
        Assert.Equal(LogLevel.Error, entry.Level);
        Assert.Contains("No such product.", entry.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a text")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/x","type":"acme.unknown.v1","data":{}}""")]
    [InlineData("""{"orderId":"not a number"}""")]
    public async Task A_verified_message_that_cannot_be_read_is_refused_for_good(string message)
    {
        await using var site = await TestSite.StartAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await site.PostAsync(TestPost.Notification(message)));

        Assert.Empty(site.Probe.Handled);
    }

    [Fact]
    public async Task Attributes_that_nobody_signed_are_not_read()
    {
        await using var site = await TestSite.StartAsync();
        var post = TestPost.Notification().Rewrite("{\"Type\"", """{"MessageAttributes":{"tenant":{"Type":"String","Value":"evil"},"type":{"Type":"String","Value":"acme.other.v1"}},"Type" """.TrimEnd());

        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post));

        var (_, context) = Assert.Single(site.Probe.Handled);
        Assert.Empty(context.Headers);
        Assert.Equal("acme.shipped.v1", context.MessageName);
    }

    [Fact]
    public async Task Attributes_are_read_where_they_are_asked_for()
    {
        await using var site = await TestSite.StartAsync(endpoint =>
            endpoint.ExpectTopic(TestPost.Topic).Configure(options => options.ReadUnsignedAttributes = true));
        var post = TestPost.Notification().Rewrite("{\"Type\"", """{"MessageAttributes":{"tenant":{"Type":"String","Value":"eu"},"n":{"Type":"Number","Value":"1"},"type":{"Type":"String","Value":"acme.shipped.v1"}},"Type" """.TrimEnd());

        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post));

        var (_, context) = Assert.Single(site.Probe.Handled);
        Assert.Equal([new("tenant", "eu")], context.Headers);
    }

    [Fact]
    public async Task A_raw_delivery_with_a_password_is_handled()
    {
        await using var site = await TestSite.StartAsync(endpoint => endpoint.ExpectTopic(TestPost.Topic).Configure(options =>
        {
            options.RawCredentials.Add("sns:the password of yesterday");
            options.RawCredentials.Add("sns:the password of today");
        }));
        var post = TestPost.Notification().WithBody(TestPost.Shipped).Header("x-amz-sns-rawdelivery", "true");

        using var challenge = await site.SendAsync(post);
        Assert.Equal(HttpStatusCode.Unauthorized, challenge.StatusCode);
        Assert.Equal("Basic", Assert.Single(challenge.Headers.WwwAuthenticate).Scheme);
        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post.Header("Authorization", ShapeAttacks.Basic("sns:the password of today"))));
        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post));

        var (_, context) = Assert.Single(site.Probe.Handled);
        Assert.Equal((string?)post.Members["MessageId"], context.MessageId);
        Assert.Empty(site.Sns.Requests);
    }

    [Fact]
    public async Task Only_posts_are_answered()
    {
        await using var site = await TestSite.StartAsync();

        using var response = await site.Http.GetAsync(new Uri("/sns", UriKind.Relative));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }
}
