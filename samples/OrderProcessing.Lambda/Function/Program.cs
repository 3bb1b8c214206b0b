// The function: the handlers of the hosted consumer, invoked by AWS Lambda. Lambda, or the embedded broker in its place, says
// by AWS_LAMBDA_RUNTIME_API where it asks for invocations.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderProcessing;

var builder = Host.CreateApplicationBuilder(args);

// Handlers fail on purpose here, and say so themselves.
builder.Logging.AddFilter("Messaging", LogLevel.Critical).AddFilter("Microsoft", LogLevel.Warning);

builder.Services.AddSingleton(new OrderBook(orders: 0));
builder.Services.AddMessaging()
    .UseJsonContext(OrderJson.Default)
    .AddMessage<OrderPlaced>("acme.order-placed.v1")
    .AddLambdaFunction("order-processing", function => function
        .Handle<OrderPlaced, OrderPlacedHandler>()
        .Handle<string, TextHandler>()
        .Configure(options =>
        {
            options.MaxReceives = 3;
            options.RetryDelay = TimeSpan.FromSeconds(1);
        }));

await builder.Build().RunAsync();
