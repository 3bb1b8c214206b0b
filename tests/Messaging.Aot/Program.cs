// Publishes and handles messages in native code, without reflection-based JSON. The broker's ledger decides the exit code.
using Amazon.SQS;
using Messaging;
using Messaging.Aot;
using Messaging.Aws;
using Messaging.Local;
using Messaging.Sqs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

const string queue = "orders";
const string deadLetters = "orders-dlq";
const int orders = 20;

var builder = Host.CreateApplicationBuilder(args);

// One handler fails on purpose.
builder.Logging.AddFilter("Messaging", LogLevel.Critical).AddFilter("Microsoft", LogLevel.Warning);
builder.Configuration["Messaging:Consumers:orders:MaxConcurrency"] = "3";
builder.Services.AddSingleton<Tally>();

// Exact: with one receive allowed, a repeat that the broker plays would dead-letter a good order.
builder.Services.AddLocalBroker(options => options.BeExact());
builder.Services.AddMessaging()
    .UseJsonContext(OrderJson.Default)
    .AddMessage<Order>("acme.order.v1")
    .PublishToQueue<Order>(queue)
    .AddSqsConsumer(queue, consumer => consumer
        .Handle<Order, OrderHandler>()
        .Handle<string, TextHandler>()
        .UseMiddleware<CountingMiddleware>()
        .DeadLetterTo(deadLetters, maxReceives: 1)
        .Configure(options => options.Provisioning = Provisioning.Create));

using var host = builder.Build();
var (broker, tally) = (host.Services.GetRequiredService<LocalBroker>(), host.Services.GetRequiredService<Tally>());
await host.StartAsync();

var outcomes = await host.Services.GetRequiredService<IMessagePublisher>()
    .PublishEachAsync(
        Enumerable.Range(1, orders).Select(number => new Order($"order-{number}", number)).ToList(),
        order => new PublishOptions { CorrelationId = order.OrderId });
var sqs = host.Services.GetRequiredService<IAmazonSQS>();
await sqs.SendMessageAsync((await sqs.GetQueueUrlAsync(queue)).QueueUrl, "Test message");

// The clients of SNS and EventBridge, as the transports have them.
var topic = await host.Services.GetRequiredService<ITopicAdministration>().CreateTopicAsync("shipments");
var published = await host.Services.GetRequiredService<ITopicSender>()
    .PublishBatchAsync(topic, [new TopicEntry { Message = "one" }, new TopicEntry { Message = "two" }]);
var put = await host.Services.GetRequiredService<IEventSender>()
    .PutEventsAsync([new EventEntry { Source = "com.acme", DetailType = "paid", Detail = "{}" }]);

using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40), TimeProvider.System);
while (!patience.IsCancellationRequested
       && (broker.FindQueue(queue)?.Total > 0 || broker.Ledger.Count(queue, LedgerEvent.DeadLettered) == 0))
{
    await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
}

await host.StopAsync();

var deleted = broker.Ledger.Count(queue, LedgerEvent.Deleted);
var dead = broker.Peek(deadLetters);
var concurrency = host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<SqsConsumerOptions>>()
    .Get(queue).MaxConcurrency;
var isRight = outcomes.All(outcome => outcome.Succeeded)
    && published.All(answer => answer.IsAccepted) && put.All(answer => answer.IsAccepted)
    && (tally.Orders, tally.Texts, tally.Passages) == (orders - 1, 1, orders + 1)
    && deleted == orders
    && broker.Ledger.Count(queue, LedgerEvent.DeadLettered) == 1
    && dead.Count == 1 && dead[0].Body.Contains($"\"orderId\":\"order-{OrderHandler.Broken}\"", StringComparison.Ordinal)
    && broker.FindQueue(queue)?.Total == 0
    && concurrency == 3;
Console.WriteLine(
    $"{(isRight ? "Right" : "WRONG")}: {tally.Orders} orders and {tally.Texts} text handled, {tally.Passages} through middleware, " +
    $"{deleted} deleted, {dead.Count} dead-lettered, concurrency {concurrency} from configuration.");
return isRight ? 0 : 1;
