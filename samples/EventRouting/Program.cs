// Events go to one bus, and its rules take them by content to two queues and a topic, to which a third queue subscribes.
// On the embedded broker by default; the very same code runs on AWS with --aws, and on a server like it with --endpoint URL.
using EventRouting;
using Messaging;
using Messaging.Aws;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Samples;

var arguments = SampleArguments.Parse(args);

const string Bus = "payments";
const string Source = "com.acme.payments";
const string Alerts = "payment-alerts";

var builder = Host.CreateApplicationBuilder();
builder.Logging.AddFilter("Messaging", LogLevel.Warning).AddFilter("Microsoft", LogLevel.Warning);
builder.Services.AddSingleton<Deliveries>();

builder.Services.AddMessaging()
    .UseProvisioning(Provisioning.Create)
    .AddMessage<PaymentCaptured>("acme.payment-captured.v1")
    .AddMessage<PaymentRefunded>("acme.payment-refunded.v1")
    .PublishToEventBus<PaymentCaptured>(Bus, Source)
    .PublishToEventBus<PaymentRefunded>(Bus, Source)

    // Large payments.
    .AddSqsConsumer("fraud-checks", consumer => consumer
        .Handle<PaymentCaptured, FraudHandler>()
        .DeadLetterTo("fraud-checks-dlq", maxReceives: 3)
        .SubscribeToEventBus(Bus, pattern => pattern
            .Message<PaymentCaptured>(payment => payment.Where(message => message.Amount, Match.AtLeast(1000)))))

    // Payments of some countries, and all refunds: one rule, two types.
    .AddSqsConsumer("eu-reports", consumer => consumer
        .Handle<PaymentCaptured, ReportHandler>()
        .Handle<PaymentRefunded, ReportHandler>()
        .DeadLetterTo("eu-reports-dlq", maxReceives: 3)
        .SubscribeToEventBus(Bus, pattern => pattern
            .Message<PaymentCaptured>(payment => payment.Where(message => message.Country, "DE", "FR"))
            .Message<PaymentRefunded>()))

    // Refunds go to a topic, and from there to whoever subscribes.
    .AddSqsConsumer("alerts", consumer => consumer
        .Handle<PaymentRefunded, AlertHandler>()
        .DeadLetterTo("alerts-dlq", maxReceives: 3)
        .SubscribeToTopic(Alerts))
    .RouteEventsToTopic(Bus, Alerts, pattern => pattern
        .From(Source).Message<PaymentRefunded>().DeadLetterTo("alerts-dlq").Named(Alerts));

arguments.AddBroker(builder.Services);

using var host = builder.Build();
if (TopologyCommand.TryRun(args, host.Services, Console.Out) is { } exitCode)
{
    return exitCode;
}

await host.StartAsync();
var publisher = host.Services.GetRequiredService<IMessagePublisher>();
var deliveries = host.Services.GetRequiredService<Deliveries>();

var run = Guid.NewGuid().ToString("N")[..6];
string[] countries = ["DE", "US", "FR", "JP"];
var captured = Enumerable.Range(1, 100).Select(number => new PaymentCaptured($"{run}-{number}", number * 25, countries[number % 4])).ToList();
var refunded = Enumerable.Range(1, 20).Select(number => new PaymentRefunded($"{run}-r{number}", "damaged")).ToList();
deliveries.Expect("fraud-checks", captured.Where(payment => payment.Amount >= 1000).Select(payment => payment.PaymentId));
deliveries.Expect(
    "eu-reports",
    captured.Where(payment => payment.Country is "DE" or "FR").Select(payment => payment.PaymentId).Concat(refunded.Select(refund => refund.PaymentId)));
deliveries.Expect("alerts", refunded.Select(refund => refund.PaymentId));

var outcomes = await publisher.PublishManyAsync(captured);
var refundOutcomes = await publisher.PublishManyAsync(refunded);
Deliveries.PrintFailures(outcomes.Concat(refundOutcomes));

Console.WriteLine($"Published {captured.Count} payments and {refunded.Count} refunds to one event bus.");
await deliveries.WaitAsync(TimeSpan.FromSeconds(60));
await host.StopAsync();
return deliveries.Print() ? 0 : 1;
