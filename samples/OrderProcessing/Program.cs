// Orders are published to a queue, handled, retried and dead-lettered. On the embedded broker by default; the very same
// code runs on Amazon SQS with --aws, and on any SQS-compatible server with --endpoint URL.
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Messaging.Aws;
using Messaging.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderProcessing;

var arguments = LabArguments.Parse(args);

var builder = Host.CreateApplicationBuilder();

// Handlers fail on purpose here, and the lab says so itself.
builder.Logging.AddFilter("Messaging", LogLevel.Critical).AddFilter("Microsoft", LogLevel.Warning);

builder.Services.AddSingleton(new OrderBook(arguments.Orders));
builder.Services.AddSingleton<Lab>();

builder.Services.AddMessaging()
    .UseProvisioning(Provisioning.Create)
    .AddMessage<OrderPlaced>("acme.order-placed.v1")
    .PublishToQueue<OrderPlaced>(Lab.Queue)
    .AddSqsConsumer(Lab.Queue, consumer => consumer
        .Handle<OrderPlaced, OrderPlacedHandler>()
        .Handle<string, TextHandler>()
        .DeadLetterTo(Lab.DeadLetterQueue, maxReceives: 3)
        .Configure(options =>
        {
            options.VisibilityTimeout = TimeSpan.FromSeconds(60);
            options.RetryDelay = TimeSpan.FromSeconds(1);
            options.CancelReceivesOnStop = !arguments.Aws;
        }));

if (arguments.Endpoint is { } endpoint)
{
    // Servers that only speak like SQS take any credentials.
    builder.Services.Configure<Messaging.Aws.AwsClientOptions>(options => (options.ServiceUrl, options.Region) = (endpoint, "us-east-1"));
    builder.Services.AddSingleton(new AWSOptions { Credentials = new BasicAWSCredentials("test", "test") });
}
else if (!arguments.Aws)
{
    builder.Services.AddLocalBroker();
}

using var host = builder.Build();
var lab = host.Services.GetRequiredService<Lab>();

await host.StartAsync();
await lab.PublishAsync();
await lab.WaitUntilSettledAsync(TimeSpan.FromSeconds(60));
await host.StopAsync();

var result = host.Services.GetService<LocalBroker>() is { } broker
    ? LedgerReconciliation.Reconcile(broker)
    : await lab.ReconcileQueuesAsync();
return result.Print(lab.Expected) ? 0 : 1;
