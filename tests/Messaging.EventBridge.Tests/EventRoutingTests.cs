using System.Diagnostics;
using Messaging.Aws;
using Messaging.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EventBridge.Tests;

public sealed class EventRoutingTests
{
    [Fact]
    public async Task An_event_reaches_every_queue_whose_pattern_matches()
    {
        await using var harness = await MessagingHarness.StartAsync(services => services.AddMessaging()
            .AddMessage<PaymentCaptured>("acme.payment-captured.v1")
            .PublishToEventBus<PaymentCaptured>("payments", "com.acme.payments")
            .PublishToEventBus<PaymentRefunded>("payments", "com.acme.payments")
            .AddSqsConsumer("large", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>()
                .SubscribeToEventBus("payments", pattern => pattern
                    .Message<PaymentCaptured>(payment => payment.Where(message => message.Amount, Match.AtLeast(100)))))
            .AddSqsConsumer("both", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>().Handle<PaymentRefunded, RefundedHandler>()
                .SubscribeToEventBus("payments", pattern => pattern
                    .Message<PaymentCaptured>(payment => payment.Where(message => message.Country, "FR"))
                    .Message<PaymentRefunded>())));

        await harness.Publisher.PublishManyAsync([new PaymentCaptured(1, 100), new PaymentCaptured(2, 99.99m, "FR"), new PaymentCaptured(3, 500, "FR")]);
        await harness.PublishAsync(new PaymentRefunded(4));
        await harness.WaitUntilIdleAsync();

        Assert.Equal([1, 3], Captured(harness, "large"));
        Assert.Equal([2, 3], Captured(harness, "both"));
        Assert.Equal([new PaymentRefunded(4)], harness.HandledOf<PaymentRefunded>());
    }

    [Fact]
    public async Task The_envelope_travels_in_the_detail_with_source_resources_and_trace()
    {
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        await using var harness = await MessagingHarness.StartAsync(services => services.AddMessaging()
            .AddMessage<PaymentCaptured>("acme.payment-captured.v1")
            .PublishToEventBus<PaymentCaptured>("default", "com.acme.payments", route => route.Resources(message => [$"payment/{message.Number}"]))
            .AddSqsConsumer("all", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>()
                .SubscribeToEventBus("default", pattern => pattern.From("com.acme.payments").Where("resources", Match.Prefix("payment/")))));

        var receipt = await harness.PublishAsync(
            new PaymentCaptured(1), new PublishOptions { CorrelationId = "c-1", Headers = new Dictionary<string, string> { ["tenant"] = "a" } });
        await harness.WaitUntilIdleAsync();

        var context = Assert.Single(harness.Handled).Context;
        Assert.Equal(receipt.MessageId, context.MessageId);
        Assert.Equal("c-1", context.CorrelationId);
        Assert.Equal("a", context.Headers["tenant"]);
    }

    [Fact]
    public async Task Events_reach_a_fifo_queue_in_the_rules_group()
    {
        await using var harness = await MessagingHarness.StartAsync(services => services.AddMessaging()
            .PublishToEventBus<PaymentCaptured>("payments", "com.acme.payments")
            .AddSqsConsumer("ledger.fifo", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>()
                .SubscribeToEventBus("payments", pattern => pattern.Message<PaymentCaptured>().InGroup("ledger"))));

        await harness.PublishAsync(new PaymentCaptured(1));
        await harness.WaitUntilIdleAsync();

        Assert.Equal("ledger", Assert.Single(harness.Handled).Context.GroupId);
    }

    [Fact]
    public async Task Events_go_to_a_topic_and_on_to_its_subscribers()
    {
        await using var harness = await MessagingHarness.StartAsync(services => services.AddMessaging()
            .PublishToEventBus<PaymentRefunded>("payments", "com.acme.payments")
            .AddSqsConsumer("alerts", consumer => consumer.Handle<PaymentRefunded, RefundedHandler>().SubscribeToTopic("refunds"))
            .RouteEventsToTopic("payments", "refunds", pattern => pattern.Message<PaymentRefunded>()));

        await harness.PublishAsync(new PaymentRefunded(1));
        await harness.WaitUntilIdleAsync();

        Assert.Equal([new PaymentRefunded(1)], harness.HandledOf<PaymentRefunded>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_filter_that_holds_back_what_a_rule_takes_to_the_topic_is_refused(bool looksIntoMessages)
    {
        var exception = Assert.Throws<MessagingConfigurationException>(() => Topologies.Of(messaging => messaging
            .PublishToTopic<PaymentRefunded>("refunds")
            .AddSqsConsumer("alerts", consumer => consumer.Handle<PaymentRefunded, RefundedHandler>()
                .SubscribeToTopic("refunds", filter => filter.Message<PaymentRefunded>(
                    looksIntoMessages ? refund => refund.Where(message => message.Reason, "broken") : null)))
            .RouteEventsToTopic("payments", "refunds", pattern => pattern.Message<PaymentRefunded>().Named("to-refunds"))));

        Assert.Contains("of the subscription of 'alerts' to topic 'refunds' holds back all that rule 'to-refunds' takes there", exception.Message, StringComparison.Ordinal);
        Assert.Contains("InBody() and Where(\"detail-type\", …)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_pass_a_filter_that_asks_for_them_as_they_are()
    {
        await using var harness = await MessagingHarness.StartAsync(services => services.AddMessaging()
            .AddMessage<PaymentRefunded>("acme.payment-refunded.v1")
            .PublishToEventBus<PaymentRefunded>("payments", "com.acme.payments")
            .AddSqsConsumer("alerts", consumer => consumer.Handle<PaymentRefunded, RefundedHandler>().SubscribeToTopic("refunds", filter => filter
                .InBody().Where("detail-type", "acme.payment-refunded.v1").Where("detail.data.reason", "broken")))
            .RouteEventsToTopic("payments", "refunds", pattern => pattern.Message<PaymentRefunded>()));

        await harness.PublishAsync(new PaymentRefunded(1));
        await harness.PublishAsync(new PaymentRefunded(2, "late"));
        await harness.WaitUntilIdleAsync();

        Assert.Equal([new PaymentRefunded(1)], harness.HandledOf<PaymentRefunded>());
    }

    [Theory]
    [InlineData("{\"country\":[\"DE\"]}", false)]
    [InlineData("{\"country\":[\"DE\",{\"exists\":false}]}", true)]
    [InlineData("{\"$or\":[{\"country\":[\"DE\"]},{\"country\":[{\"exists\":false}]}]}", true)]
    [InlineData("{\"source\":[\"com.acme\"]}", false)]
    public void A_filter_that_lets_what_has_no_attributes_through_is_none_that_holds_events_back(string policy, bool isAllowed)
    {
        var exception = Record.Exception(() => Topologies.Of(messaging => messaging
            .AddSqsConsumer("alerts", consumer => consumer.Handle<PaymentRefunded, RefundedHandler>()
                .SubscribeToTopic("refunds", filter => filter.FilterPolicy(policy)))
            .RouteEventsToTopic("payments", "refunds", pattern => pattern.Message<PaymentRefunded>())));

        Assert.Equal(isAllowed, exception is null);
    }

    [Fact]
    public void A_filter_may_be_about_what_is_published_to_the_topic_beside_other_events() => Assert.Single(Topologies.Of(messaging => messaging
        .PublishToTopic<PaymentCaptured>("payment-events")
        .AddSqsConsumer("reports", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>().Handle<PaymentRefunded, RefundedHandler>()
            .SubscribeToTopic("payment-events", filter => filter.Message<PaymentCaptured>()))
        .RouteEventsToTopic("payments", "payment-events", pattern => pattern.Message<PaymentRefunded>())).Subscriptions);

    [Fact]
    public void A_rule_to_a_fifo_topic_is_refused_before_the_start()
    {
        var exception = Assert.Throws<MessagingConfigurationException>(() => Topologies.Of(messaging => messaging
            .PublishToTopic<PaymentCaptured>("payment-events.fifo", route => route.GroupBy(message => message.Country))
            .RouteEventsToTopic("payments", "payment-events.fifo", pattern => pattern.Message<PaymentCaptured>().Named("to-topic"))));

        Assert.Contains("rule 'to-topic' takes events to the FIFO topic 'payment-events.fifo'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_events_of_64_callers_take_at_most_1100_requests_and_all_arrive()
    {
        using var callers = new GatedCallers();

        await callers.PublishAsync(
            64, 10_000,
            messaging => messaging.PublishToEventBus<PaymentCaptured>("payments", "com.acme.payments")
                .AddSqsConsumer("all", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>()
                    .SubscribeToEventBus("payments", pattern => pattern.Message<PaymentCaptured>())),
            (publisher, number) => publisher.PublishAsync(new PaymentCaptured(number)));

        Assert.InRange(callers.Broker.Requests.ByAction["PutEvents"], 1000, 1100);
        Assert.Equal(10_000, callers.Broker.FindQueue("all")!.Total);
    }

    [Fact]
    public async Task A_lone_publish_waits_for_nothing()
    {
        await using var harness = await MessagingHarness.StartAsync(services => services.AddMessaging()
            .PublishToEventBus<PaymentCaptured>("payments", "com.acme.payments"));
        var before = harness.Time.GetUtcNow();

        await harness.PublishAsync(new PaymentCaptured(1));

        Assert.Equal(before, harness.Time.GetUtcNow());
        Assert.Equal(1, harness.Broker.Requests.ByAction["PutEvents"]);
    }

    [Fact]
    public async Task An_event_over_the_limit_names_size_and_limit()
    {
        await using var harness = await MessagingHarness.StartAsync(services => services.AddMessaging()
            .PublishToEventBus<PaymentRefunded>("payments", "com.acme.payments"));

        var exception = await Assert.ThrowsAsync<MessageTooLargeException>(
            () => harness.PublishAsync(new PaymentRefunded(1, new string('x', 1_048_576))));

        Assert.Contains("1048576", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bus_that_does_not_exist_ends_the_start_and_loses_nothing()
    {
        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(() => MessagingHarness.StartAsync(services =>
        {
            services.AddMessaging().PublishToEventBus<PaymentCaptured>("payments", "com.acme.payments");
            services.Configure<EventBridgeDestinationOptions>("payments", options => options.Provisioning = Provisioning.None);
        }));

        Assert.Contains("event bus 'payments' does not exist", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pattern_that_eventbridge_refuses_ends_the_start_with_the_pattern_and_the_reason()
    {
        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(() => MessagingHarness.StartAsync(services => services
            .AddMessaging().AddSqsConsumer("all", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>()
                .SubscribeToEventBus("default", pattern => pattern.Pattern("""{"source":"com.acme"}""")))));

        Assert.Contains("""{"source":"com.acme"}""", exception.Message, StringComparison.Ordinal);
        Assert.Contains("must be an object or an array", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_that_asks_for_nothing_and_a_source_of_aws_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddMessaging().PublishToEventBus<PaymentCaptured>("default", "aws.mine"));
        var exception = Assert.Throws<MessagingConfigurationException>(() => Topologies.Of(messaging => messaging
            .AddSqsConsumer("all", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>().SubscribeToEventBus("default", _ => { }))));
        Assert.Contains("asks for nothing", exception.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<int> Captured(MessagingHarness harness, string consumer) => harness.Handled
        .Where(attempt => attempt.Context.ConsumerName == consumer).Select(attempt => attempt.Message).OfType<PaymentCaptured>()
        .Select(message => message.Number).Order();
}
