using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.AspNetCore.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task A_topic_by_its_name_alone_does_not_start() => await FailsAsync(
        endpoint => endpoint.ExpectTopic("order-events"),
        "the topic 'order-events' is expected by its name alone, and anybody could make one of that name. Give its ARN to " +
        "ExpectTopic or as Messaging:Destinations:order-events:Address, or set AccountId.");

    [Fact]
    public async Task An_endpoint_without_a_topic_does_not_start() => await FailsAsync(
        _ => { }, "no topic is expected, so that nothing could be accepted. Add one with ExpectTopic.");

    [Fact]
    public async Task A_FIFO_topic_does_not_start() => await FailsAsync(
        endpoint => endpoint.ExpectTopic("arn:aws:sns:us-east-1:111122223333:orders.fifo"),
        "FIFO topics do not post to HTTP.");

    [Fact]
    public async Task A_memory_shorter_than_the_age_does_not_start() => await FailsAsync(
        endpoint => endpoint.ExpectTopic(TestPost.Topic).Configure(options => options.MaxAge = TimeSpan.FromHours(2)),
        "DuplicateWindow (01:30:00) is shorter than MaxAge (02:00:00) and MaxClockSkew (00:05:00) together");

    [Fact]
    public async Task A_short_password_does_not_start() => await FailsAsync(
        endpoint => endpoint.ExpectTopic(TestPost.Topic).Configure(options => options.RawCredentials.Add("sns:secret")),
        "an entry of RawCredentials is not 'user:password' with a password of at least 16 characters.");

    [Theory]
    [InlineData("localhost")]
    [InlineData("ftp://localhost/")]
    [InlineData("http://user@localhost/")]
    [InlineData("http://localhost/path")]
    public async Task An_address_that_is_no_origin_does_not_start(string address) => await FailsAsync(
        endpoint => endpoint.ExpectTopic(TestPost.Topic).Configure(options => options.ServiceUrl = address),
        $"ServiceUrl ('{address}') is no address like 'http://localhost:4566/'.");

    [Fact]
    public async Task A_body_limit_out_of_range_does_not_start() => await FailsAsync(
        endpoint => endpoint.ExpectTopic(TestPost.Topic).Configure(options => options.MaxBodySize = 1),
        "MaxBodySize (1) is not between 1024 and 16777216. Choose a number of bytes within.");

    [Fact]
    public async Task Times_out_of_range_do_not_start() => await FailsAsync(
        endpoint => endpoint.ExpectTopic(TestPost.Topic).Configure(options => options.MaxClockSkew = TimeSpan.FromHours(2)),
        "MaxClockSkew (02:00:00) is not between 00:00:00 and 01:00:00.");

    [Theory]
    [InlineData("secret-1", "X-Api-Key", "a key is shorter than 16 characters")]
    [InlineData("a key of some length", "X Api Key", "KeyHeader ('X Api Key') is no name of a header.")]
    public async Task Keys_and_headers_are_checked(string key, string header, string message)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => TestSite.StartAsync(
            events: endpoint => endpoint.Configure(options =>
            {
                options.Keys.Add(key);
                options.KeyHeader = header;
            })));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, exception.Message.Replace(header, string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_without_keys_does_not_start()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => TestSite.StartAsync(
            events: endpoint => endpoint.Configure(options => options.Keys.Clear())));

        Assert.Contains("Set Messaging:Endpoints:events:Keys:0 to the key of the connection.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_without_a_handler_does_not_start()
    {
        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(() => TestSite.StartAsync(
            configure: builder => builder.Services.AddSnsEndpoint("empty", endpoint => endpoint.ExpectTopic(TestPost.Topic))));

        Assert.Equal("Endpoint 'empty' handles nothing. Add a handler with Handle.", exception.Message);
    }

    [Fact]
    public async Task One_name_for_two_senders_does_not_start()
    {
        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(() => TestSite.StartAsync(
            configure: builder => builder.Services.AddSnsEndpoint("events", endpoint =>
                endpoint.Handle<Shipped, ShippedHandler>().ExpectTopic(TestPost.Topic))));

        Assert.Contains("events", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adding_an_endpoint_again_adds_to_it()
    {
        await using var site = await TestSite.StartAsync(configure: builder =>
            builder.Services.AddSnsEndpoint("orders", endpoint => endpoint.ExpectTopic(TestPost.Topic + "2")));

        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(TestPost.Notification(topic: TestPost.Topic + "2")));
        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(TestPost.Notification()));
    }

    [Fact]
    public async Task Settings_of_endpoints_and_topics_that_nothing_uses_are_warned_of()
    {
        await using var site = await TestSite.StartAsync(
            endpoint => endpoint.ExpectTopic("order-events"),
            configure: builder => builder.Configuration.AddInMemoryCollection(
            [
                new("Messaging:Destinations:order-events:Address", TestPost.Topic), new("Messaging:Destinations:order-event:Address", TestPost.Topic),
                new("Messaging:Endpoints:orders:MaxBodySize", "4096"), new("Messaging:Endpoints:order:MaxBodySize", "4096"),
            ]));

        Assert.Contains(
            ": Messaging:Destinations:order-event (near 'order-events'), Messaging:Endpoints:order (near 'orders').",
            Assert.Single(site.Log.All, entry => entry.Id == 1100).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_registrations_of_an_endpoint_that_differ_do_not_start()
    {
        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(() => TestSite.StartAsync(
            endpoint => endpoint.ExpectTopic(TestPost.Topic).Configure(options => options.MaxBodySize = 2048),
            configure: builder => builder.Services.AddMessaging().AddSnsEndpoint("orders", endpoint => endpoint
                .Configure(options => options.MaxBodySize = 4096))));

        Assert.Contains("Endpoint 'orders' is registered with MaxBodySize '4096' and with '2048'.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_is_not_12_digits_does_not_start() => await FailsAsync(
        endpoint => endpoint.ExpectTopic("order-events").Configure(options => options.AccountId = "12345"),
        "AccountId ('12345') is no account, so that nothing could be accepted.");

    [Fact]
    public void What_was_not_added_cannot_be_mapped()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddMessaging();
        using var application = builder.Build();

        var exception = Assert.Throws<MessagingConfigurationException>(() => application.MapSnsEndpoint("/sns", "orders"));
        Assert.Equal(
            "There is no endpoint 'orders' to map. Add it to the services with AddSnsEndpoint(\"orders\", …).", exception.Message);
        Assert.Throws<MessagingConfigurationException>(() => application.MapEventBridgeEndpoint("/events", "orders"));
    }

    [Fact]
    public async Task An_endpoint_that_is_not_mapped_is_named_at_the_start()
    {
        await using var site = await TestSite.StartAsync(configure: builder =>
        {
            builder.Services.AddSnsEndpoint("forgotten", endpoint => endpoint.Handle<Shipped, ShippedHandler>().ExpectTopic(TestPost.Topic));
            builder.Services.AddEventBridgeEndpoint("other", endpoint =>
                endpoint.Handle<Shipped, ShippedHandler>().Configure(options => options.Keys.Add(TestSite.Key)));
        });

        Assert.Equal(
            [
                (LogLevel.Warning, "Endpoint forgotten has no address, and nobody can post to it. Give it one with MapSnsEndpoint."),
                (LogLevel.Warning, "Endpoint other has no address, and nobody can post to it. Give it one with MapEventBridgeEndpoint."),
            ],
            site.Log.All.Where(entry => entry.Id == 7009).Select(entry => (entry.Level, entry.Text.Trim())).Order());
        Assert.Equal(["events", "orders"], site.Log.All.Where(entry => entry.Id == 7008).Select(entry => entry.Text.Split(' ')[1]).Order());
    }

    [Theory]
    [InlineData("Messaging:Endpoints:orders:MaxBodySise")]
    [InlineData("Messaging:Endpoints:events:Key:0")]
    public async Task A_misspelled_setting_does_not_start(string key)
    {
        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(() => TestSite.StartAsync(
            endpoint => endpoint.ExpectTopic(TestPost.Topic),
            configure: builder => builder.Configuration.AddInMemoryCollection(
                [new("Messaging:Endpoints:events:Keys:0", "the key of the configuration"), new(key, "4096")])));

        Assert.Contains("is no setting", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topics_and_limits_come_from_configuration_too()
    {
        await using var site = await TestSite.StartAsync(
            endpoint => endpoint.ExpectTopic("order-events"),
            configure: builder => builder.Configuration.AddInMemoryCollection(
            [
                new("Messaging:Destinations:order-events:Address", TestPost.Topic),
                new("Messaging:Endpoints:orders:Topics:0", TestPost.Topic + "2"),
                new("Messaging:Endpoints:orders:MaxBodySize", "4096"),
                new("Messaging:Endpoints:events:Keys:0", "the key of the configuration"),
            ]));

        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(TestPost.Notification()));
        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(TestPost.Notification(topic: TestPost.Topic + "2")));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await site.PostAsync(TestPost.Notification(new string('x', 5000))));
        using var request = TestEvent.Request(TestEvent.Json(), "the key of the configuration");
        using var response = await site.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_topic_by_name_may_be_in_any_region_of_the_account()
    {
        const string Frankfurt = "arn:aws:sns:eu-central-1:111122223333:order-events";
        await using var site = await TestSite.StartAsync(endpoint =>
            endpoint.ExpectTopic("order-events").Configure(options => options.AccountId = "111122223333"));

        var post = TestPost.Notification(topic: Frankfurt)
            .Sign(url: "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0.pem");

        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post));
    }

    private static async Task FailsAsync(Action<SnsEndpointBuilder> configure, string message)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => TestSite.StartAsync(configure));

        Assert.Contains("Endpoint 'orders'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
