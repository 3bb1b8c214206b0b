using Messaging.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EventBridge.Tests;

/// <summary>Builds the topology of an application that is not started.</summary>
internal static class Topologies
{
    public static Topology Of(Action<MessagingBuilder> configure)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        configure(services.AddMessaging());
        services.AddLocalBroker();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<Topology>();
    }

    /// <summary>Has one of everything.</summary>
    public static void Shop(MessagingBuilder messaging) => messaging
        .AddMessage<PaymentCaptured>("acme.payment-captured.v1")
        .AddMessage<PaymentRefunded>("acme.payment-refunded.v1")
        .PublishToQueue<PaymentCaptured>("ledger.fifo", route => route.GroupBy(message => message.Country))
        .PublishToTopic<PaymentCaptured>("payment-events")
        .PublishToEventBus<PaymentRefunded>("payments", "com.acme.payments")
        .SubscribeFunctionToTopic("payment-events", "arn:aws:lambda:eu-west-1:123456789012:function:report")
        .SubscribeEndpointToTopic("payment-events", new Uri("https://example.com/sns"))
        .AddSqsConsumer("reports", consumer => consumer
            .Handle<PaymentCaptured, CapturedHandler>()
            .Handle<PaymentRefunded, RefundedHandler>()
            .DeadLetterTo("reports-dlq", maxReceives: 5)
            .SubscribeToTopic("payment-events", filter => filter.Message<PaymentCaptured>(payment => payment.Where(message => message.Country, "DE", "FR")))
            .SubscribeToEventBus("payments", pattern => pattern.Message<PaymentRefunded>().Retry(10, TimeSpan.FromHours(1)))
            .Configure(options =>
            {
                options.VisibilityTimeout = TimeSpan.FromSeconds(60);
                options.Tags["team"] = "billing \"one\"";
            }))
        .RouteEventsToTopic("payments", "payment-events", pattern => pattern.From("com.acme.${payments}").Named("to-topic"))
        .RouteEventsToFunction("payments", "arn:aws:lambda:eu-west-1:123456789012:function:audit", pattern => pattern.Where("version", "0"));
}
