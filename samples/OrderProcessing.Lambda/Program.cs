// The lab of OrderProcessing with a Lambda function in place of the hosted consumer. The embedded broker plays SQS and
// Lambda: its event-source mapping invokes the function, a process of its own, by the Runtime API, as AWS does.
using System.Net;
using Amazon.SQS;
using Messaging.Local;
using Messaging.Local.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderProcessing;

var arguments = LambdaArguments.Parse(args);

var builder = Host.CreateApplicationBuilder();
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
builder.Services.AddLocalBroker();
builder.Services.AddSingleton(new OrderBook(arguments.Orders));
builder.Services.AddSingleton<Lab>();
builder.Services.AddMessaging()
    .AddMessage<OrderPlaced>("acme.order-placed.v1")
    .PublishToQueue<OrderPlaced>(Lab.Queue);

using var host = builder.Build();
var broker = host.Services.GetRequiredService<LocalBroker>();
var lab = host.Services.GetRequiredService<Lab>();

// In an application of your own, this is the tool messaging-local, and template.json makes the queues and the mapping on AWS.
await using var server = await BrokerServer.StartAsync(broker, IPAddress.Loopback, port: 0);
await Queues.CreateAsync(host.Services.GetRequiredService<IAmazonSQS>(), FunctionProcess.Timeout);
broker.Functions.AddRuntime(FunctionProcess.Name, new LocalFunctionOptions { Timeout = FunctionProcess.Timeout });
broker.Mappings.Add(Lab.Queue, FunctionProcess.Name, new LocalMappingOptions { ReportBatchItemFailures = true });

await host.StartAsync();
using var function = FunctionProcess.Start(arguments.Function, server.Address);
await lab.PublishAsync();
await Queues.WaitUntilSettledAsync(broker, lab.Expected.DeadLettered, atMost: TimeSpan.FromSeconds(60));
await host.StopAsync();

return LedgerReconciliation.Reconcile(broker).Print(lab.Expected) ? 0 : 1;
