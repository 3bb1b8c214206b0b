using Messaging.Aws;
using Messaging.Sns;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EventBridge.Tests;

public sealed class ProvisioningTests : IDisposable
{
    private static readonly string[] Writes = ["SetQueueAttributes", "SetTopicAttributes", "SetSubscriptionAttributes", "PutRule", "PutTargets"];

    private readonly Broker _broker = new();

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task The_second_start_of_a_version_changes_nothing()
    {
        await _broker.ProvisionAsync(Shop);

        var requests = await _broker.ProvisionAsync(Shop);

        Assert.DoesNotContain(requests.Keys, action => Writes.Contains(action));
        Assert.InRange(requests.Values.Sum(), 1, 22);
    }

    [Fact]
    public async Task What_is_as_the_code_says_is_valid()
    {
        await _broker.ProvisionAsync(Shop);

        await _broker.ProvisionAsync(Shop, Validated);
    }

    [Fact]
    public async Task Everything_that_differs_is_one_list()
    {
        await _broker.ProvisionAsync(Shop);

        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(() => _broker.ProvisionAsync(
            messaging => messaging
                .PublishToEventBus<PaymentRefunded>("refunds", "com.acme.payments")
                .AddSqsConsumer("reports", consumer => consumer
                    .Handle<PaymentCaptured, CapturedHandler>()
                    .DeadLetterTo("reports-dlq", maxReceives: 7)
                    .SubscribeToTopic("payment-events", filter => filter.Where("country", "FR"))
                    .SubscribeToTopic("other-events")
                    .SubscribeToEventBus("payments", pattern => pattern.From("com.acme")))
                .AddSqsConsumer("missing", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>().SubscribeToTopic("payment-events")),
            [.. Validated, ("Messaging:Consumers:missing:Provisioning", "Validate"), ("Messaging:Destinations:other-events:Provisioning", "Validate"), ("Messaging:Destinations:refunds:Provisioning", "Validate")]));

        string[] lines =
        [
            "- queue 'reports': RedrivePolicy is",
            "- queue 'missing' does not exist",
            "- topic 'other-events' does not exist",
            "- event bus 'refunds' does not exist",
            "- rule 'reports' of event bus 'payments': its pattern is",
            "- queue 'reports': its policy does not let sns.amazonaws.com deliver from 'arn:aws:sns:us-east-1:000000000000:other-events'",
            """- subscription of 'reports' to topic 'payment-events': FilterPolicy is {"country":["DE"]}, the code says {"country":["FR"]}""",
            "- subscription of 'reports' to topic 'other-events' does not exist",
        ];
        Assert.All(lines, line => Assert.Contains(line, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_filter_that_the_code_no_longer_has_is_removed()
    {
        await _broker.ProvisionAsync(Shop);

        await _broker.ProvisionAsync(messaging => messaging.AddSqsConsumer("reports", consumer => consumer
            .Handle<PaymentCaptured, CapturedHandler>().SubscribeToTopic("payment-events")));

        Assert.Null(Assert.Single(Assert.Single(_broker.Local.ListTopics(), topic => topic.Name == "payment-events").Subscriptions).FilterPolicy);
    }

    [Fact]
    public async Task A_filter_moves_between_body_and_attributes_and_nothing_is_lost_meanwhile()
    {
        static Action<MessagingBuilder> With(Action<TopicSubscriptionBuilder> filter) => messaging => messaging
            .PublishToTopic<PaymentCaptured>("payment-events", route => route.Attribute("country", message => message.Country))
            .AddSqsConsumer("reports", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>().SubscribeToTopic("payment-events", filter));
        var body = With(filter => filter.Message<PaymentCaptured>(payment => payment.Where(message => message.Country, "DE")));
        var attributes = With(filter => filter.Where("country", "DE"));
        await using var application = await _broker.StartAsync(body);
        var published = 0;

        async Task PublishAsync()
        {
            _broker.Backend.BeforeOnce("sns:SetSubscriptionAttributes", PublishAsync);
            await application.GetRequiredService<IMessagePublisher>().PublishAsync(new PaymentCaptured(++published));
        }

        _broker.Backend.BeforeOnce("sns:SetSubscriptionAttributes", PublishAsync);
        await _broker.ProvisionAsync(attributes);
        Assert.Equal("{\"country\":[\"DE\"]}", Assert.Single(Assert.Single(_broker.Local.ListTopics()).Subscriptions).FilterPolicy);
        await _broker.ProvisionAsync(body);

        Assert.Contains("\"data\":", Assert.Single(Assert.Single(_broker.Local.ListTopics()).Subscriptions).FilterPolicy, StringComparison.Ordinal);
        Assert.Equal((6, 6), (published, _broker.Local.FindQueue("reports")!.Total));
    }

    [Fact]
    public async Task A_queue_that_was_deleted_gets_its_policy_back_with_the_next_start()
    {
        await _broker.ProvisionAsync(Shop);
        await using var application = _broker.Application(Shop);
        var sqs = application.GetRequiredService<Amazon.SQS.IAmazonSQS>();
        await sqs.DeleteQueueAsync((await sqs.GetQueueUrlAsync("reports-dlq")).QueueUrl);

        // SQS keeps the name of a deleted queue for a minute, and so does the broker; the start waits for it by its own clock.
        _broker.Local.JumpClock(TimeSpan.FromMinutes(2));
        await _broker.ProvisionAsync(Shop);

        var attributes = await sqs.GetQueueAttributesAsync((await sqs.GetQueueUrlAsync("reports-dlq")).QueueUrl, ["Policy"]);
        Assert.Contains("payment-events", attributes.Attributes["Policy"], StringComparison.Ordinal);
        Assert.Contains("rule/payments/reports", attributes.Attributes["Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_provisioning_topics_and_buses_are_looked_for_and_nothing_else_is_done()
    {
        await _broker.ProvisionAsync(Shop);

        var requests = await _broker.ProvisionAsync(
            Shop, ("Messaging:Consumers:reports:Provisioning", "None"), ("Messaging:Destinations:payment-events:Provisioning", "None"),
            ("Messaging:Destinations:payments:Provisioning", "None"));

        Assert.Equal(["DescribeEventBus", "GetTopicAttributes"], requests.Keys.Select(action => action.Split('.')[^1]).Distinct().Order());
    }

    [Fact]
    public async Task A_statement_that_somebody_else_wrote_stays()
    {
        await using var application = _broker.Application(Shop);
        var sqs = application.GetRequiredService<Amazon.SQS.IAmazonSQS>();
        var url = (await sqs.CreateQueueAsync("reports")).QueueUrl;
        await sqs.SetQueueAttributesAsync(url, new Dictionary<string, string>
        {
            ["Policy"] = """{"Version":"2012-10-17","Id":"mine","Statement":{"Sid":"Mine","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:000000000000:reports"}}""",
        });

        await _broker.ProvisionAsync(Shop);

        var policy = (await sqs.GetQueueAttributesAsync(url, ["Policy"])).Attributes["Policy"];
        Assert.Contains("\"Mine\"", policy, StringComparison.Ordinal);
        Assert.Contains("111122223333", policy, StringComparison.Ordinal);
        Assert.Contains("\"MessagingTopics\"", policy, StringComparison.Ordinal);
        Assert.Contains("\"MessagingRules\"", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_in_a_region_of_its_own_is_created_and_published_to_there()
    {
        (string, string)[] settings = [("Messaging:Destinations:payment-events:Aws:Region", "eu-west-1")];
        await _broker.ProvisionAsync(messaging => messaging.PublishToTopic<PaymentCaptured>("payment-events"), settings);
        await using var application = _broker.Application(messaging => messaging.PublishToTopic<PaymentCaptured>("payment-events"), settings);
        await application.GetServices<IHostedPart>().OfType<ProvisioningPart>().Single().PrepareAsync(default);

        await application.GetRequiredService<IMessagePublisher>().PublishAsync(new PaymentCaptured(1));

        Assert.Equal("arn:aws:sns:eu-west-1:000000000000:payment-events", Assert.Single(_broker.Local.ListTopics()).Arn);
    }

    [Fact]
    public async Task A_type_with_several_destinations_reaches_all_of_them()
    {
        await using var application = _broker.Application(messaging => messaging
            .PublishToQueue<PaymentCaptured>("ledger")
            .PublishToTopic<PaymentCaptured>("payment-events")
            .PublishToEventBus<PaymentCaptured>("payments", "com.acme.payments")
            .AddSqsConsumer("reports", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>()
                .SubscribeToTopic("payment-events").SubscribeToEventBus("payments", pattern => pattern.Message<PaymentCaptured>())));
        await application.GetServices<IHostedPart>().OfType<ProvisioningPart>().Single().PrepareAsync(default);

        var receipt = await application.GetRequiredService<IMessagePublisher>().PublishAsync(new PaymentCaptured(1));

        Assert.Equal(["ledger", "payment-events", "payments"], receipt.Destinations.Select(destination => destination.Destination));
        Assert.Equal(1, _broker.Local.FindQueue("ledger")!.Total);
        Assert.Equal(2, _broker.Local.FindQueue("reports")!.Total);
    }

    private static readonly (string, string)[] Validated =
    [
        ("Messaging:Consumers:reports:Provisioning", "Validate"), ("Messaging:Destinations:payment-events:Provisioning", "Validate"),
        ("Messaging:Destinations:payments:Provisioning", "Validate"),
    ];

    private static void Shop(MessagingBuilder messaging) => messaging
        .PublishToEventBus<PaymentRefunded>("payments", "com.acme.payments")
        .AddSqsConsumer("reports", consumer => consumer
            .Handle<PaymentCaptured, CapturedHandler>().Handle<PaymentRefunded, RefundedHandler>()
            .DeadLetterTo("reports-dlq", maxReceives: 5)
            .SubscribeToTopic("payment-events", filter => filter.Where("country", "DE"))
            .SubscribeToEventBus("payments", pattern => pattern.Message<PaymentRefunded>()));
}
