using Messaging.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EventBridge.Tests;

/// <summary>What rules are called, so that versions and applications change their own and nobody else's.</summary>
public sealed class RuleNameTests : IDisposable
{
    private readonly Broker _broker = new();

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task Another_pattern_changes_the_rule_of_a_queue_in_place()
    {
        await _broker.ProvisionAsync(Reports(pattern => pattern.Message<PaymentCaptured>()));
        await using var next = await _broker.StartAsync(Reports(pattern => pattern.Message<PaymentCaptured>().Message<PaymentRefunded>()));

        await next.GetRequiredService<IMessagePublisher>().PublishAsync(new PaymentCaptured(1));

        Assert.Equal(1, _broker.Local.FindQueue("reports")!.Total);
    }

    [Fact]
    public async Task Nothing_is_lost_while_a_version_starts_that_has_one_more_rule_before_the_old_one()
    {
        await using var old = await _broker.StartAsync(Reports(Captured));
        _broker.Backend.BeforeOnce(
            "sqs:SetQueueAttributes", () => old.GetRequiredService<IMessagePublisher>().PublishAsync(new PaymentCaptured(1)));

        await _broker.ProvisionAsync(Reports(pattern => pattern.Message<PaymentRefunded>().Named("refunds"), Captured));

        Assert.Equal(1, _broker.Local.FindQueue("reports")!.Total);
    }

    [Fact]
    public async Task A_version_without_the_first_rule_gets_the_events_of_the_second_once()
    {
        await _broker.ProvisionAsync(Reports(Captured, pattern => pattern.Message<PaymentRefunded>().Named("refunds")));
        await using var next = await _broker.StartAsync(Reports(pattern => pattern.Message<PaymentRefunded>().Named("refunds")));

        await next.GetRequiredService<IMessagePublisher>().PublishAsync(new PaymentRefunded(1));

        Assert.Equal(1, _broker.Local.FindQueue("reports")!.Total);
    }

    [Fact]
    public void Two_rules_of_a_queue_without_names_say_that_one_needs_one()
    {
        using var application = _broker.Application(Reports(Captured, pattern => pattern.Message<PaymentRefunded>()));

        var exception = Assert.Throws<MessagingConfigurationException>(application.GetRequiredService<Topology>);

        Assert.Contains("event bus 'payments' would have 2 rules named 'reports'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("name all but the one that is there already with Named", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_is_registered_twice_delivers_once()
    {
        await using var application = await _broker.StartAsync(Reports(Captured, Captured));

        await application.GetRequiredService<IMessagePublisher>().PublishAsync(new PaymentCaptured(1));

        Assert.Equal(1, _broker.Local.FindQueue("reports")!.Total);
    }

    [Fact]
    public void The_same_events_to_the_same_queue_under_two_names_are_refused()
    {
        using var application = _broker.Application(Reports(Captured, pattern => pattern.Message<PaymentCaptured>().Named("again")));

        var exception = Assert.Throws<MessagingConfigurationException>(application.GetRequiredService<Topology>);

        Assert.Contains("the rules 'reports' and 'again' of event bus 'payments' take the same events to 'reports'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_applications_take_different_events_to_one_topic()
    {
        await using var one = await _broker.StartAsync(ToTopic(Captured));
        await using var two = await _broker.StartAsync(ToTopic(pattern => pattern.Message<PaymentRefunded>()));

        await one.GetRequiredService<IMessagePublisher>().PublishAsync(new PaymentCaptured(1));
        await two.GetRequiredService<IMessagePublisher>().PublishAsync(new PaymentRefunded(1));

        Assert.Equal(2, _broker.Local.FindQueue("reports")!.Total);
    }

    [Fact]
    public void The_name_of_a_rule_to_a_topic_or_function_is_readable_and_depends_on_nothing_but_the_rule()
    {
        const string Function = "arn:aws:lambda:eu-west-1:123456789012:function:audit:live";
        Action<EventPatternBuilder> both = pattern => pattern.From("com.acme").Message<PaymentCaptured>().Message<PaymentRefunded>();
        Action<EventPatternBuilder> reversed = pattern => pattern.Message<PaymentRefunded>().Message<PaymentCaptured>().From("com.acme");
        var names = Names(ToTopic(both, Captured), messaging => messaging.RouteEventsToFunction("payments", Function, both));
        var others = Names(messaging => messaging.RouteEventsToFunction("payments", Function, reversed), ToTopic(Captured, reversed));

        Assert.Equal(names.Order(), others.Order());
        Assert.Equal(names.Order(), names.Distinct().Order());
        Assert.All(names, name => Assert.Matches("^(payment-events|audit-live)-[0-9a-f]{8}$", name));
        Assert.Equal("payment-events-fc89823b", Assert.Single(Names(ToTopic(Captured))));
    }

    [Fact]
    public void The_name_of_a_rule_is_no_longer_than_eventbridge_allows()
    {
        var queue = new string('q', 80);
        var topic = new string('t', 200);

        var names = Names(messaging => messaging
            .AddSqsConsumer(queue, consumer => consumer.Handle<PaymentCaptured, CapturedHandler>()
                .SubscribeToTopic(topic).SubscribeToEventBus("payments", Captured))
            .RouteEventsToTopic("payments", topic, Captured));

        Assert.Equal([64, 64], names.Select(name => name.Length));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rule_that_another_application_has_under_the_same_name_stays_as_it_is(bool hasSamePattern)
    {
        await using var one = await _broker.StartAsync(Reports(pattern => pattern.Message<PaymentCaptured>().Named("mine")));

        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(() => _broker.ProvisionAsync(messaging => messaging
            .AddMessage<PaymentCaptured>("acme.payment-captured.v1")
            .AddSqsConsumer("audit", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>().Handle<PaymentRefunded, RefundedHandler>()
                .SubscribeToEventBus("payments", pattern => (hasSamePattern ? pattern.Message<PaymentCaptured>() : pattern.Message<PaymentRefunded>()).Named("mine")))));

        Assert.Contains(
            "has a rule 'mine' already, which takes events to 'arn:aws:sqs:us-east-1:000000000000:reports'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'arn:aws:sqs:us-east-1:000000000000:audit' another name with Named", exception.Message, StringComparison.Ordinal);
        await one.GetRequiredService<IMessagePublisher>().PublishAsync(new PaymentCaptured(1));
        Assert.Equal((1, 0), (_broker.Local.FindQueue("reports")!.Total, _broker.Local.FindQueue("audit")!.Total));
    }

    [Fact]
    public async Task A_rule_that_somebody_made_by_hand_for_other_events_stays_as_it_is()
    {
        await using var application = _broker.Application(Reports(Captured));
        var events = application.GetRequiredService<IEventBusAdministration>();
        await events.CreateEventBusAsync("payments");
        await events.PutRuleAsync(new EventRule { Name = "reports", EventBus = "payments", EventPattern = """{"source":["by.hand"]}""" });
        await events.PutTargetsAsync("payments", "reports", [new EventTarget { Id = "1", Arn = "arn:aws:sqs:us-east-1:000000000000:reports" }]);

        await Assert.ThrowsAsync<MessagingConfigurationException>(() => _broker.ProvisionAsync(Reports(Captured)));

        Assert.Equal("""{"source":["by.hand"]}""", (await events.DescribeRuleAsync("payments", "reports")).EventPattern);
    }

    private static void Captured(EventPatternBuilder pattern) => pattern.Message<PaymentCaptured>();

    private static Action<MessagingBuilder> Reports(params Action<EventPatternBuilder>[] patterns) => messaging => Publishing(messaging)
        .AddSqsConsumer("reports", consumer =>
        {
            consumer.Handle<PaymentCaptured, CapturedHandler>().Handle<PaymentRefunded, RefundedHandler>();
            Array.ForEach(patterns, pattern => consumer.SubscribeToEventBus("payments", pattern));
        });

    private static Action<MessagingBuilder> ToTopic(params Action<EventPatternBuilder>[] patterns) => messaging =>
    {
        Publishing(messaging).AddSqsConsumer("reports", consumer => consumer
            .Handle<PaymentCaptured, CapturedHandler>().Handle<PaymentRefunded, RefundedHandler>().SubscribeToTopic("payment-events"));
        Array.ForEach(patterns, pattern => messaging.RouteEventsToTopic("payments", "payment-events", pattern));
    };

    private static MessagingBuilder Publishing(MessagingBuilder messaging) => messaging
        .AddMessage<PaymentCaptured>("acme.payment-captured.v1").AddMessage<PaymentRefunded>("acme.payment-refunded.v1")
        .PublishToEventBus<PaymentCaptured>("payments", "com.acme").PublishToEventBus<PaymentRefunded>("payments", "com.acme");

    private string[] Names(params Action<MessagingBuilder>[] steps)
    {
        using var application = _broker.Application(messaging => Array.ForEach(steps, step => step(messaging)));
        return [.. application.GetRequiredService<Topology>().Rules.Select(rule => rule.Name)];
    }
}
