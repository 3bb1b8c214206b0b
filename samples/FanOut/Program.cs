// One event, one topic, three queues with different filters, three handlers in one host; then a FIFO topic to FIFO queues.
// On the embedded broker by default; the very same code runs on AWS with --aws, and on a server like it with --endpoint URL.
using FanOut;
using Messaging;
using Messaging.Aws;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Samples;

var arguments = SampleArguments.Parse(args);

const string Events = "order-events";
const string Steps = "order-steps.fifo";

var builder = Host.CreateApplicationBuilder();
builder.Logging.AddFilter("Messaging", LogLevel.Warning).AddFilter("Microsoft", LogLevel.Warning);
builder.Services.AddSingleton<Deliveries>();

builder.Services.AddMessaging()
    .UseProvisioning(Provisioning.Create)
    .AddMessage<OrderShipped>("acme.order-shipped.v1")
    .AddMessage<OrderStep>("acme.order-step.v1")
    .PublishToTopic<OrderShipped>(Events, route => route
        .Attribute("region", message => message.Region)
        .Attribute("total", message => message.Total))
    .PublishToTopic<OrderStep>(Steps, route => route.GroupBy(message => message.OrderId))

    // By a number among the attributes.
    .AddSqsConsumer("billing", consumer => consumer
        .Handle<OrderShipped, BillingHandler>()
        .DeadLetterTo("billing-dlq", maxReceives: 3)
        .SubscribeToTopic(Events, filter => filter.Where("total", Match.AtLeast(100))))

    // By a property of the message itself.
    .AddSqsConsumer("customs-eu", consumer => consumer
        .Handle<OrderShipped, EuropeHandler>()
        .DeadLetterTo("customs-eu-dlq", maxReceives: 3)
        .SubscribeToTopic(Events, filter => filter.Message<OrderShipped>(order => order.Where(message => message.Region, "eu", "uk"))))

    // Everything.
    .AddSqsConsumer("audit", consumer => consumer
        .Handle<OrderShipped, AuditHandler>()
        .DeadLetterTo("audit-dlq", maxReceives: 3)
        .SubscribeToTopic(Events))

    // In order, order by order.
    .AddSqsConsumer("tracking.fifo", consumer => consumer
        .Handle<OrderStep, TrackingHandler>()
        .DeadLetterTo("tracking-dlq.fifo", maxReceives: 3)
        .SubscribeToTopic(Steps))
    .AddSqsConsumer("archive.fifo", consumer => consumer
        .Handle<OrderStep, ArchiveHandler>()
        .DeadLetterTo("archive-dlq.fifo", maxReceives: 3)
        .SubscribeToTopic(Steps));

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
string[] regions = ["eu", "us", "uk", "ap"];
var shipped = Enumerable.Range(1, 120).Select(number => new OrderShipped($"{run}-{number}", regions[number % 4], number * 2.5m)).ToList();
var steps = (
    from number in Enumerable.Range(1, 8)
    from orderId in Enumerable.Range(1, 10)
    select new OrderStep($"{run}-{orderId}", number, number == 8 ? "delivered" : $"stop {number}")).ToList();
deliveries.Expect("billing", shipped.Where(order => order.Total >= 100).Select(order => order.OrderId));
deliveries.Expect("customs-eu", shipped.Where(order => order.Region is "eu" or "uk").Select(order => order.OrderId));
deliveries.Expect("audit", shipped.Select(order => order.OrderId));
deliveries.Expect("tracking.fifo", steps.Select(step => $"{step.OrderId}/{step.Number}"));
deliveries.Expect("archive.fifo", steps.Select(step => $"{step.OrderId}/{step.Number}"));

var outcomes = await publisher.PublishManyAsync(shipped);
var stepOutcomes = await publisher.PublishManyAsync(steps);
Deliveries.PrintFailures(outcomes.Concat(stepOutcomes));

Console.WriteLine($"Published {shipped.Count} orders to one topic and {steps.Count} steps of 10 orders to a FIFO topic.");
await deliveries.WaitAsync(TimeSpan.FromSeconds(60));
await host.StopAsync();
return deliveries.Print() ? 0 : 1;
