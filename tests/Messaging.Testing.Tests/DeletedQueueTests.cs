using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging.Aws;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging.Testing.Tests;

/// <summary>A queue is deleted while its consumer runs.</summary>
public sealed class DeletedQueueTests
{
    private const int QueueBack = 1071;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Logs _logs = new();

    [Fact]
    public async Task It_is_made_again_with_its_redrive_policy_and_subscription_and_messages_flow()
    {
        await using var harness = await StartAsync(Provisioning.Create);
        await harness.PublishAsync(new OrderPlaced(1));
        await harness.WaitForHandledAsync<OrderPlaced>();
        var before = await AttributesAsync(harness);

        await DeleteAsync(harness);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(harness)).Status);

        // SQS refuses the name for a minute.
        await harness.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Null(harness.Broker.FindQueue("orders"));
        Assert.StartsWith("Consumer 'orders' of queue 'orders' fails since ", (await CheckAsync(harness)).Description, StringComparison.Ordinal);
        await harness.AdvanceAsync(2 * Minute);

        var after = await AttributesAsync(harness);
        Assert.Equal(before["RedrivePolicy"], after["RedrivePolicy"]);
        Assert.Equal(before["Policy"], after["Policy"]);
        Assert.Contains("order-events", after["Policy"], StringComparison.Ordinal);
        await harness.PublishAsync(new OrderPlaced(2));
        Assert.Equal([1, 2], (await harness.WaitForHandledAsync<OrderPlaced>(2)).Select(order => order.Number));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(harness)).Status);
        Assert.Equal(["Consumer orders finds queue orders again and receives from it."], _logs.Of(QueueBack));
    }

    [Fact]
    public async Task One_that_is_not_the_consumers_to_make_is_waited_for_until_somebody_makes_it()
    {
        await using var harness = await StartAsync(Provisioning.None);
        await DeleteAsync(harness);

        await harness.AdvanceAsync(10 * Minute);

        Assert.Null(harness.Broker.FindQueue("orders"));
        var report = await CheckAsync(harness);
        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.Contains("Receiving fails: The specified queue does not exist", report.Description, StringComparison.Ordinal);

        Assert.Empty(_logs.Of(QueueBack));

        // Growing pauses, and no receive in a loop: of 600 seconds one in 15 to 30 asks.
        Assert.InRange(harness.Broker.Requests.ByAction["ReceiveMessage"], 20, 50);

        var client = harness.Services.GetRequiredService<IAmazonSQS>();
        var url = (await client.CreateQueueAsync("orders")).QueueUrl;
        await client.SendMessageAsync(url, """{"specversion":"1.0","id":"1","type":"acme.order-placed.v1","data":{"number":3}}""");
        await harness.AdvanceAsync(Minute);

        Assert.Equal([new OrderPlaced(3)], harness.HandledOf<OrderPlaced>());
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(harness)).Status);
        Assert.Single(_logs.Of(QueueBack));
    }

    private Task<MessagingHarness> StartAsync(Provisioning provisioning) => MessagingHarness.StartAsync(services =>
    {
        services.AddLogging(logging => logging.AddProvider(_logs));
        services.AddSingleton<OrderHandler.Script>((_, _, _) => Task.CompletedTask);
        services.AddLocalBroker(broker => broker.EnforceDeleteCooldown = true);
        services.AddHealthChecks().AddMessagingHealthChecks(tolerance: TimeSpan.FromSeconds(25));
        var messaging = services.AddMessaging().AddMessage<OrderPlaced>("acme.order-placed.v1");
        if (provisioning == Provisioning.Create)
        {
            messaging.PublishToTopic<OrderPlaced>("order-events");
        }
        else
        {
            services.AddSingleton<IHostLifetime, SomebodyElse>();
        }

        messaging.AddSqsConsumer("orders", consumer =>
        {
            consumer.Handle<OrderPlaced, OrderHandler>().Configure(options => options.Provisioning = provisioning);
            if (provisioning == Provisioning.Create)
            {
                consumer.DeadLetterTo("orders-dlq", maxReceives: 3).SubscribeToTopic("order-events");
            }
        });
    });

    /// <summary>Makes the queue before the application starts.</summary>
    private sealed class SomebodyElse(IAmazonSQS client) : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => client.CreateQueueAsync("orders", cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private static async Task DeleteAsync(MessagingHarness harness)
    {
        var client = harness.Services.GetRequiredService<IAmazonSQS>();
        await client.DeleteQueueAsync((await client.GetQueueUrlAsync("orders")).QueueUrl);
    }

    private static async Task<Dictionary<string, string>> AttributesAsync(MessagingHarness harness)
    {
        var client = harness.Services.GetRequiredService<IAmazonSQS>();
        var url = (await client.GetQueueUrlAsync("orders")).QueueUrl;
        return (await client.GetQueueAttributesAsync(new GetQueueAttributesRequest(url, ["All"]))).Attributes;
    }

    private static async Task<HealthReportEntry> CheckAsync(MessagingHarness harness) =>
        (await harness.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["messaging"];
}
