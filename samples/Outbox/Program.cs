// An order and its message in one transaction, and each message handled once, in effect, although the relay dies between publish
// and removal, handlers fail after they wrote, answers are lost and messages come twice.
// On the embedded broker by default; the very same code runs on AWS with --aws, and on a server like it with --endpoint URL.
using System.Globalization;
using Messaging;
using Messaging.Aws;
using Messaging.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Outbox;
using Samples;
using Spectre.Console;

var arguments = SampleArguments.Parse(args);

await using var database = new Database();
await database.CreateTablesAsync();

var builder = Host.CreateApplicationBuilder();
builder.Logging.AddFilter("Messaging", LogLevel.Critical).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Outbox", LogLevel.Error);
builder.Services.AddSingleton(database.Source);
builder.Services.AddScoped<UnitOfWork>();
builder.Services.AddSingleton<OutboxTable>();
builder.Services.AddSingleton(new OutboxTypes().Carry<OrderPlaced>());
builder.Services.AddSingleton<Counts>();

builder.Services.AddMessaging()
    .UseProvisioning(Provisioning.Create)
    .AddMessage<OrderPlaced>("acme.order-placed.v1")
    .PublishToQueue<OrderPlaced>("invoicing")
    .AddSqsConsumer("invoicing", consumer => consumer
        .Handle<OrderPlaced, InvoiceHandler>()
        .UseMiddleware<OnceMiddleware>()
        .DeadLetterTo("invoicing-dlq", maxReceives: 5));
arguments.AddBroker(builder.Services);

// After the messaging, so that it starts later and stops earlier. An application adds it with AddHostedService<OutboxRelay>().
builder.Services.AddSingleton<IHostedService>(services => ActivatorUtilities.CreateInstance<OutboxRelay>(
    services, ActivatorUtilities.CreateInstance<DyingPublisher>(services, services.GetRequiredService<IMessagePublisher>())));

using var host = builder.Build();
var broker = host.Services.GetService<LocalBroker>();
if (broker is not null)
{
    broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.DuplicateDelivery, Probability = 0.2 });
    broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.DropResponse, Action = "SendMessageBatch", Times = 2 });
}

await host.StartAsync();

const int Orders = 200;
var run = Guid.NewGuid().ToString("N")[..5];
var shop = ActivatorUtilities.CreateInstance<Shop>(host.Services);
var taken = 0;
for (var number = 1; number <= Orders; number++)
{
    taken += await shop.OrderAsync($"{run}-{number}", number * 1.5m, fails: number % 10 == 0) ? 1 : 0;
}

var time = host.Services.GetRequiredService<TimeProvider>();
var start = time.GetTimestamp();
while (time.GetElapsedTime(start) < TimeSpan.FromSeconds(60) && !await IsSettledAsync())
{
    await Task.Delay(TimeSpan.FromMilliseconds(100), time);
}

await host.StopAsync();

var counts = host.Services.GetRequiredService<Counts>();
var missing = await database.CountAsync("select order_id from orders except select order_id from invoices");
var strange = await database.CountAsync("select order_id from invoices except select order_id from orders");
var twice = await database.CountAsync("select order_id from invoices group by order_id having count(*) > 1");
var waiting = await database.CountAsync("select * from outbox");
var adds = taken == Orders * 9 / 10 && missing + strange + twice + waiting == 0;

var table = new Table().AddColumns("", "counted", "expected");
table.Columns[1].RightAligned();
table.Columns[2].RightAligned();
Row("orders taken", taken, Orders * 9 / 10);
Row("  published, second copies included", counts.AllPublished, null);
Row("  delivered", counts.AllDelivered, null);
Row("  failed once, after the invoice was written", counts.Failed, null);
Row("  known as handled, and acknowledged", counts.AllHandledBefore, null);
Row("orders without an invoice", missing, 0);
Row("orders with two", twice, 0);
Row("invoices for orders that were not taken", strange, 0);
Row("left in the outbox", waiting, 0);
AnsiConsole.Write(table);
AnsiConsole.WriteLine(adds ? "Everything adds up." : "This does not add up.");
return adds ? 0 : 1;

async Task<bool> IsSettledAsync() =>
    await database.CountAsync("select * from outbox") == 0
    && await database.CountAsync("select distinct order_id from invoices") == taken
    && broker?.FindQueue("invoicing") is null or { Total: 0 };

void Row(string what, int counted, int? due) => table.AddRow(
    what, counted.ToString(CultureInfo.InvariantCulture), due?.ToString(CultureInfo.InvariantCulture) ?? "");
