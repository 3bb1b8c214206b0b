using Messaging.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EventBridge.Tests;

/// <summary>Resources of one name in several regions and accounts, none of which is taken for another.</summary>
public sealed class SameNameTests : IDisposable
{
    private const string Central = "arn:aws:events:us-east-1:999999999999:event-bus/default";

    private static readonly (string, string)[] TwoRegions =
    [
        ("Messaging:Consumers:eu:Aws:Region", "eu-west-1"), ("Messaging:Consumers:us:Aws:Region", "us-west-2"),
        ("Messaging:Destinations:from-eu:Aws:Region", "eu-west-1"), ("Messaging:Destinations:from-us:Aws:Region", "us-west-2"),
    ];

    private static readonly (string, string)[] ToCentral =
        [("Messaging:Destinations:central:Address", Central), ("Messaging:Destinations:central:Provisioning", "None")];

    private readonly Broker _broker = new();

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task A_rule_is_made_on_the_bus_of_its_own_region()
    {
        await PublishAsync(
            messaging => messaging
                .PublishToEventBus<PaymentCaptured>("from-us", "com.acme")
                .AddSqsConsumer("eu", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>()
                    .SubscribeToEventBus("from-eu", pattern => pattern.Message<PaymentCaptured>()))
                .AddSqsConsumer("us", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>()
                    .SubscribeToEventBus("from-us", pattern => pattern.Message<PaymentCaptured>())),
            ("Messaging:Destinations:from-eu:Address", "default"), ("Messaging:Destinations:from-us:Address", "default"));

        Assert.Equal((1, 0), (_broker.Local.FindQueue("us", "us-west-2")!.Total, _broker.Local.FindQueue("eu", "eu-west-1")!.Total));
    }

    [Fact]
    public async Task A_queue_is_subscribed_to_the_topic_of_its_own_region()
    {
        await PublishAsync(
            Subscribed, ("Messaging:Destinations:from-eu:Address", "payments"), ("Messaging:Destinations:from-us:Address", "payments"));

        Assert.Equal((1, 0), (_broker.Local.FindQueue("us", "us-west-2")!.Total, _broker.Local.FindQueue("eu", "eu-west-1")!.Total));
    }

    [Fact]
    public async Task A_topic_delivers_to_the_queue_of_the_consumer_that_subscribed()
    {
        await PublishAsync(Subscribed, ("Messaging:Consumers:eu:Queue", "reports"), ("Messaging:Consumers:us:Queue", "reports"));

        Assert.Equal((1, 0), (_broker.Local.FindQueue("reports", "us-west-2")!.Total, _broker.Local.FindQueue("reports", "eu-west-1")!.Total));
    }

    [Fact]
    public async Task A_rule_of_the_own_default_bus_is_not_put_on_that_of_another_account()
    {
        _broker.Backend.AnswerOnce("events:DescribeEventBus", $$"""{"Name":"default","Arn":"{{Central}}"}""");

        await _broker.ProvisionAsync(PublishesToCentral, ToCentral);

        Assert.Contains(("events:PutRule", "arn:aws:events:us-east-1:000000000000:rule/default/reports"), _broker.Backend.Calls);
    }

    [Theory]
    [InlineData(TopologyFormat.CloudFormation)]
    [InlineData(TopologyFormat.Terraform)]
    public void A_stack_has_the_rule_of_the_own_default_bus_there(TopologyFormat format)
    {
        using var application = _broker.Application(PublishesToCentral, ToCentral);

        var document = application.GetRequiredService<Topology>().Export(format);

        Assert.DoesNotContain("999999999999", document, StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_that_has_two_names_in_the_application_is_found_by_either()
    {
        using var application = _broker.Application(
            messaging => messaging
                .PublishToTopic<PaymentCaptured>("one").PublishToTopic<PaymentRefunded>("two")
                .RouteEventsToTopic("payments", "two", pattern => pattern.From("com.acme")),
            ("Messaging:Destinations:one:Address", "shared"), ("Messaging:Destinations:two:Address", "shared"));

        var topology = application.GetRequiredService<Topology>();

        Assert.Equal("shared", Assert.Single(topology.Topics).Name);
        Assert.Equal("shared", Assert.Single(topology.Rules).Target);
    }

    private static void Subscribed(MessagingBuilder messaging) => messaging
        .PublishToTopic<PaymentCaptured>("from-us")
        .AddSqsConsumer("eu", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>().SubscribeToTopic("from-eu"))
        .AddSqsConsumer("us", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>().SubscribeToTopic("from-us"));

    private static void PublishesToCentral(MessagingBuilder messaging) => messaging
        .PublishToEventBus<PaymentRefunded>("central", "com.acme")
        .AddSqsConsumer("reports", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>()
            .SubscribeToEventBus("default", pattern => pattern.Message<PaymentCaptured>()));

    private async Task PublishAsync(Action<MessagingBuilder> configure, params (string, string)[] settings)
    {
        await using var application = await _broker.StartAsync(configure, [.. TwoRegions, .. settings]);
        await application.GetRequiredService<IMessagePublisher>().PublishAsync(new PaymentCaptured(1));
    }
}
