using System.Text.Json.Nodes;
using Messaging.Aws;
using Messaging.Local;
using Messaging.Sqs;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EventBridge.Tests;

public sealed class ConvergenceTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 50)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Two_versions_with_different_topologies_start_together_and_nothing_is_refused(int seed)
    {
        using var broker = new LocalBroker();
        var clock = new SteppedClock(participants: 2);
        var random = new Random(seed);
        await using var direct = Application(new LocalBackend(broker), TimeProvider.System, OldVersion);

        // After its start a version publishes, and what it publishes is not refused, whatever the other one does by then.
        await Task.WhenAll(
            StartAsync(broker, clock, new Random(random.Next()), OldVersion, () => PublishAsync(direct, "payment-events")),
            StartAsync(broker, clock, new Random(random.Next()), NewVersion, () => PublishAsync(direct, "refund-events")),
            clock.RunAsync());
        await PublishAsync(direct, "payment-events");
        await PublishAsync(direct, "refund-events");

        Assert.Equal(4, broker.FindQueue("reports")!.Total);
        Assert.Equal(0, broker.FindQueue("reports-dlq")!.Total);
        await AssertConvergedAsync(direct);
    }

    private static async Task AssertConvergedAsync(ServiceProvider direct)
    {
        var sqs = direct.GetRequiredService<Amazon.SQS.IAmazonSQS>();
        var url = (await sqs.GetQueueUrlAsync("reports")).QueueUrl;
        var attributes = (await sqs.GetQueueAttributesAsync(url, ["All"])).Attributes;
        var sources = JsonNode.Parse(attributes["Policy"])!["Statement"]!.AsArray()
            .SelectMany(statement => statement!["Condition"]!["ArnLike"]!["aws:SourceArn"]!.AsArray()).Select(source => (string)source!);
        Assert.Equal(
            [
                "arn:aws:events:us-east-1:000000000000:rule/payments/reports", "arn:aws:sns:us-east-1:000000000000:payment-events",
                "arn:aws:sns:us-east-1:000000000000:refund-events",
            ],
            sources.Order(StringComparer.Ordinal));
        Assert.Contains((string?)JsonNode.Parse(attributes["RedrivePolicy"])!["maxReceiveCount"]!.ToString(), new[] { "3", "5" });

        // The last one to say so decides, and neither mixes with the other.
        var sns = direct.GetRequiredService<ITopicAdministration>();
        var subscription = Assert.Single(await sns.ListSubscriptionsByTopicAsync("arn:aws:sns:us-east-1:000000000000:payment-events"));
        var filter = (await sns.GetSubscriptionAttributesAsync(subscription.SubscriptionArn)).GetValueOrDefault("FilterPolicy");
        Assert.Contains(filter, new[] { """{"country":["DE"]}""", """{"country":["DE","FR"]}""" });
    }

    private static void OldVersion(MessagingBuilder messaging) => messaging
        .AddSqsConsumer("reports", consumer => consumer
            .Handle<PaymentCaptured, CapturedHandler>().DeadLetterTo("reports-dlq", maxReceives: 3)
            .SubscribeToTopic("payment-events", filter => filter.Where("country", "DE")));

    private static void NewVersion(MessagingBuilder messaging) => messaging
        .AddSqsConsumer("reports", consumer => consumer
            .Handle<PaymentCaptured, CapturedHandler>().DeadLetterTo("reports-dlq", maxReceives: 5)
            .SubscribeToTopic("payment-events", filter => filter.Where("country", "DE", "FR"))
            .SubscribeToTopic("refund-events")
            .SubscribeToEventBus("payments", pattern => pattern.Message<PaymentCaptured>()));

    private static async Task StartAsync(
        LocalBroker broker, SteppedClock clock, Random random, Action<MessagingBuilder> version, Func<Task> publish)
    {
        using var backend = new SlowBackend(broker, clock, random);
        await using var application = Application(backend, clock, version);
        try
        {
            var provisioning = application.GetServices<IHostedPart>().OfType<ProvisioningPart>().Single();
            await Task.Run(() => provisioning.PrepareAsync(default));
            await publish();
        }
        finally
        {
            clock.Leave();
        }
    }

    private static ServiceProvider Application(IAwsBackend backend, TimeProvider time, Action<MessagingBuilder> version)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(backend);
        services.AddSingleton(time);
        services.AddSingleton(new QueueAccessOptions());
        version(services.AddMessaging());
        return services.BuildServiceProvider();
    }

    private static Task<TopicReceipt> PublishAsync(ServiceProvider direct, string topic) => direct.GetRequiredService<ITopicSender>().PublishAsync(
        $"arn:aws:sns:us-east-1:000000000000:{topic}",
        new TopicEntry { Message = "{}", Attributes = [new TopicAttribute { Name = "country", Value = "DE" }] });

    private sealed class LocalBackend(LocalBroker broker) : IAwsBackend
    {
        public string Region => broker.Region;

        public Uri Endpoint => broker.Endpoint;

        public HttpMessageHandler Handler => broker.Handler;
    }
}
