using Messaging.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EventBridge.Tests;

/// <summary>A start or a publish without a permission, or on something that is not there, says what of which resource and what to do.</summary>
public sealed class DeniedTests : IDisposable
{
    private readonly Broker _broker = new();

    public void Dispose() => _broker.Dispose();

    [Theory]
    [InlineData("sqs:CreateQueue", "'reports-dlq'", "allow sqs:CreateQueue")]
    [InlineData("sqs:SetQueueAttributes", "policy of queue 'reports'", "Allow sqs:GetQueueAttributes and sqs:SetQueueAttributes")]
    [InlineData("sns:CreateTopic", "Topic 'payment-events'", "allow sns:CreateTopic")]
    [InlineData("sns:Subscribe", "'reports' could not be subscribed to topic 'payment-events'", "allow sns:Subscribe")]
    [InlineData("sns:GetSubscriptionAttributes", "'reports' could not be subscribed to topic 'payment-events'", "sns:GetSubscriptionAttributes")]
    [InlineData("sns:SetTopicAttributes", "policy of topic 'payment-events'", "Allow sns:GetTopicAttributes and sns:SetTopicAttributes")]
    [InlineData("events:CreateEventBus", "Event bus 'payments'", "allow events:CreateEventBus")]
    [InlineData("events:PutRule", "Rule 'reports' of event bus 'payments'", "allow events:PutRule")]
    [InlineData("events:PutTargets", "its target 'reports'", "allow events:PutTargets")]
    public async Task A_start_that_lacks_a_permission_names_the_resource_the_permission_and_the_way_out(
        string denied, string resource, string remedy)
    {
        _broker.Backend.Denied.Add(denied);

        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(() => _broker.ProvisionAsync(Shop));

        Assert.Contains(resource, exception.Message, StringComparison.Ordinal);
        Assert.Contains($"not authorized to perform: {denied}", exception.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, exception.Message, StringComparison.Ordinal);
        Assert.Contains("set the provisioning to None", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sns:Publish", "Topic 'payment-events' ('arn:aws:sns:us-east-1:000000000000:payment-events')", "Allow sns:Publish on it.")]
    [InlineData("events:PutEvents", "Event bus 'payments' ('payments')", "Allow events:PutEvents on it.")]
    public async Task A_publish_that_lacks_a_permission_names_the_destination_and_the_permission(string denied, string resource, string remedy)
    {
        await using var application = await StartAsync(Shop);
        _broker.Backend.Denied.Add(denied);
        var publisher = application.GetRequiredService<IMessagePublisher>();

        var exception = await Assert.ThrowsAsync<SendException>(() => denied == "sns:Publish"
            ? publisher.PublishAsync(new PaymentCaptured(1))
            : publisher.PublishAsync(new PaymentRefunded(1)));

        Assert.Contains(resource, exception.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task A_topic_that_is_not_there_ends_the_start_without_provisioning()
    {
        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(() => _broker.ProvisionAsync(
            messaging => messaging.PublishToTopic<PaymentCaptured>("payment-evens"), Unprovisioned("payment-evens")));

        Assert.Equal(
            "Topic 'payment-evens' ('arn:aws:sns:us-east-1:000000000000:payment-evens') does not exist. Create it, set its provisioning to " +
            "Create, or correct its name, region or account.", exception.Message);
    }

    [Fact]
    public async Task A_start_that_may_not_look_for_topics_and_buses_starts_and_the_publish_to_a_topic_says_that_it_is_not_there()
    {
        _broker.Backend.Denied.UnionWith(["sns:GetTopicAttributes", "events:DescribeEventBus"]);
        await using var application = await StartAsync(
            messaging => messaging.PublishToTopic<PaymentCaptured>("gone").PublishToEventBus<PaymentRefunded>("gone-too", "com.acme"),
            [.. Unprovisioned("gone"), .. Unprovisioned("gone-too")]);

        var exception = await Assert.ThrowsAsync<SendException>(
            () => application.GetRequiredService<IMessagePublisher>().PublishAsync(new PaymentCaptured(1)));

        Assert.Equal("NotFound", exception.Code);
        Assert.Contains("arn:aws:sns:us-east-1:000000000000:gone", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("Create the topic, or correct its name, region or account.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_somebody_gave_the_key_of_sqs_cannot_be_behind_a_topic()
    {
        await using var application = _broker.Application(Shop);
        await application.GetRequiredService<Amazon.SQS.IAmazonSQS>().CreateQueueAsync(new Amazon.SQS.Model.CreateQueueRequest
        {
            QueueName = "reports-dlq",
            Attributes = new() { ["KmsMasterKeyId"] = "alias/aws/sqs" },
        });

        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(() => _broker.ProvisionAsync(Shop));

        Assert.Contains("queue 'reports-dlq'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'alias/aws/sqs'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Use a key of your own", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Conditions_on_properties_of_what_is_published_without_an_envelope_could_never_match()
    {
        var topic = Assert.Throws<MessagingConfigurationException>(() => Topologies.Of(messaging => messaging
            .PublishToTopic<PaymentCaptured>("payment-events", route => route.Raw())
            .AddSqsConsumer("reports", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>()
                .SubscribeToTopic("payment-events", filter => filter.Message<PaymentCaptured>(payment => payment.Where(message => message.Country, "DE"))))));
        var bus = Assert.Throws<MessagingConfigurationException>(() => Topologies.Of(messaging => messaging
            .PublishToEventBus<PaymentCaptured>("payments", "com.acme", route => route.Raw())
            .AddSqsConsumer("reports", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>()
                .SubscribeToEventBus("payments", pattern => pattern.Message<PaymentCaptured>(payment => payment.Where(message => message.Amount, 5))))));

        Assert.Contains("topic 'payment-events' asks for properties of PaymentCaptured", topic.Message, StringComparison.Ordinal);
        Assert.Contains("event bus 'payments' asks for properties of PaymentCaptured", bus.Message, StringComparison.Ordinal);
        Assert.All([topic, bus], exception => Assert.Contains("could never match", exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_number_is_no_source_and_no_account()
    {
        var exception = Assert.Throws<ArgumentException>(() => Topologies.Of(messaging => messaging
            .AddSqsConsumer("reports", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>()
                .SubscribeToEventBus("payments", pattern => pattern.Where("account", 123456789012)))));

        Assert.Contains("'account' is a text in every event, and the match 123456789012", exception.Message, StringComparison.Ordinal);
    }

    private static (string, string)[] Unprovisioned(string destination) => [($"Messaging:Destinations:{destination}:Provisioning", "None")];

    private async Task<ServiceProvider> StartAsync(Action<MessagingBuilder> configure, params (string, string)[] settings)
    {
        var application = _broker.Application(configure, settings);
        await application.GetServices<IHostedPart>().OfType<ProvisioningPart>().Single().PrepareAsync(default);
        return application;
    }

    private static void Shop(MessagingBuilder messaging) => messaging
        .PublishToTopic<PaymentCaptured>("payment-events")
        .PublishToEventBus<PaymentRefunded>("payments", "com.acme.payments")
        .AddSqsConsumer("reports", consumer => consumer
            .Handle<PaymentCaptured, CapturedHandler>().Handle<PaymentRefunded, RefundedHandler>()
            .DeadLetterTo("reports-dlq", maxReceives: 5)
            .SubscribeToTopic("payment-events", filter => filter.Where("country", "DE"))
            .SubscribeToEventBus("payments", pattern => pattern.Message<PaymentRefunded>()))
        .RouteEventsToTopic("payments", "payment-events", pattern => pattern.From("com.acme").Named("to-topic"));
}
