// A web application is a subscriber of an SNS topic. SNS posts each message to it, signed; a handler gets what was verified.
// Here the embedded broker is SNS, and posts over a real socket of loopback.
using Messaging.Local;
using Webhook;

var arguments = LabArguments.Parse(args);

var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls(arguments.Url);

// Handlers fail on purpose here and forgers come, and the lab says so itself.
builder.Logging.AddFilter("Messaging", LogLevel.Critical).AddFilter("Microsoft", LogLevel.Warning);

builder.Services.AddSingleton(new ShippingBook(arguments.Orders));
builder.Services.AddSingleton<Lab>();

// On AWS: ExpectTopic takes the topic's ARN, and AddLocalBroker goes. Nothing else changes.
builder.Services.AddLocalBroker();
builder.Services.AddMessaging()
    .AddMessage<OrderShipped>("acme.order-shipped.v1")
    .AddSnsEndpoint("orders", endpoint => endpoint
        .Handle<OrderShipped, OrderShippedHandler>()
        .ExpectTopic(Lab.Topic));

await using var app = builder.Build();
app.MapSnsEndpoint("/sns", "orders");

await app.StartAsync();
var address = new Uri(new Uri(app.Urls.First()), "/sns");
var lab = app.Services.GetRequiredService<Lab>();

await lab.SubscribeAsync(address);
await lab.PublishAsync();
await lab.ForgeAsync(address);
await lab.WaitUntilSettledAsync(TimeSpan.FromSeconds(60));

var adds = Reconciliation.Of(app.Services.GetRequiredService<LocalBroker>(), lab).Print(lab.Expected);
if (arguments.Serve)
{
    Console.WriteLine($"{address} takes messages of {Lab.Topic} until Ctrl+C.");
    await app.WaitForShutdownAsync();
}

await app.StopAsync();
return adds ? 0 : 1;
