using System.Net;
using System.Threading.Channels;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.AspNetCore.Tests;

/// <summary>The broker posts over a real socket, to an endpoint that asks the broker in memory.</summary>
public sealed class EmbeddedBrokerTests
{
    private const string Topic = "arn:aws:sns:us-east-1:000000000000:order-events";

    private readonly Channel<MessageContext> _handled = Channel.CreateUnbounded<MessageContext>();

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task A_subscription_is_confirmed_and_its_notifications_are_handled(string version)
    {
        await using var site = await StartAsync();
        using var broker = new HttpClient(site.Broker.Handler, disposeHandler: false);
        await CallAsync(broker, "CreateTopic", ("Name", "order-events"));
        await CallAsync(broker, "SetTopicAttributes", ("TopicArn", Topic), ("AttributeName", "SignatureVersion"), ("AttributeValue", version));
        await CallAsync(broker, "Subscribe", ("TopicArn", Topic), ("Protocol", "http"), ("Endpoint", Address(site)));
        await site.Log.SeenAsync(7003);

        await CallAsync(broker, "Publish", ("TopicArn", Topic), ("Message", TestPost.Shipped), ("Subject", "Shipped"));
        var context = await _handled.Reader.ReadAsync();

        Assert.Equal(Topic, context.Source);
        Assert.Equal(TestPost.Shipped, context.RawBody);
        Assert.DoesNotContain(site.Log.OfEndpoints, entry => entry.Id == 7001);
        Assert.Empty(site.Sns.Requests);
    }

    [Fact]
    public async Task The_end_of_a_subscription_is_noticed()
    {
        await using var site = await StartAsync();
        using var broker = new HttpClient(site.Broker.Handler, disposeHandler: false);
        await CallAsync(broker, "CreateTopic", ("Name", "order-events"));
        var answer = await CallAsync(
            broker, "Subscribe", ("TopicArn", Topic), ("Protocol", "http"), ("Endpoint", Address(site)), ("ReturnSubscriptionArn", "true"));
        await site.Log.SeenAsync(7003);

        await CallAsync(broker, "Unsubscribe", ("SubscriptionArn", answer.Descendants().Single(each => each.Name.LocalName == "SubscriptionArn").Value));

        await site.Log.SeenAsync(7005);
    }

    [Fact]
    public async Task A_topic_that_is_not_expected_stays_unconfirmed()
    {
        await using var site = await StartAsync();
        using var broker = new HttpClient(site.Broker.Handler, disposeHandler: false);
        await CallAsync(broker, "CreateTopic", ("Name", "other-events"));

        await CallAsync(broker, "Subscribe", ("TopicArn", Topic.Replace("order", "other", StringComparison.Ordinal)), ("Protocol", "http"), ("Endpoint", Address(site)));
        await site.Log.SeenAsync(7001);

        Assert.False(Assert.Single(Assert.Single(site.Broker.ListTopics()).Subscriptions).IsConfirmed);
    }

    [Fact]
    public async Task What_AWS_would_sign_is_not_accepted_beside_the_broker()
    {
        await using var site = await StartAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await site.PostAsync(TestPost.Notification(topic: Topic)));

        Assert.Empty(site.Sns.Requests);
    }

    private async Task<TestSite> StartAsync()
    {
        var site = await TestSite.StartAsync(
            endpoint => endpoint.ExpectTopic("order-events"), configure: builder => builder.Services.AddLocalBroker());
        site.Probe.Handle = async (context, _) => await _handled.Writer.WriteAsync(context, CancellationToken.None);
        return site;
    }

    private static string Address(TestSite site) => new Uri(site.Http.BaseAddress!, "/sns").ToString();

    private static async Task<XElement> CallAsync(HttpClient broker, string action, params (string Name, string Value)[] members)
    {
        using var form = new FormUrlEncodedContent(members.Select(member => KeyValuePair.Create(member.Name, member.Value))
            .Concat([KeyValuePair.Create("Action", action), KeyValuePair.Create("Version", "2010-03-31")]));
        using var response = await broker.PostAsync(new Uri("http://localhost/"), form);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return XElement.Parse(text);
    }
}
