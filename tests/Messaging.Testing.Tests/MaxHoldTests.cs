using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging.Aws;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Testing.Tests;

/// <summary>A queue hides its messages for longer than a consumer is to hold them.</summary>
public sealed class MaxHoldTests
{
    private static readonly TimeSpan QueueVisibility = TimeSpan.FromMinutes(15);

    [Theory]
    [InlineData("00:05:00", 5)]
    [InlineData("01:00:00", 60)]
    public async Task A_handler_is_cancelled_after_the_longest_hold_whatever_the_queue_says(string maxHold, int minutes)
    {
        MessagingHarness? started = null;
        List<TimeSpan> cancelled = [];
        await using var harness = started = await MessagingHarness.StartAsync(
            services =>
            {
                services.AddSingleton<IHostLifetime, SomebodyElse>();
                services.AddSingleton<OrderHandler.Script>(async (_, _, cancellationToken) =>
                {
                    var start = started!.Time.GetUtcNow();
                    await using var _ = cancellationToken.Register(() => cancelled.Add(started.Time.GetUtcNow() - start));
                    await Task.Delay(TimeSpan.FromHours(2), started.Time, cancellationToken);
                });
                services.AddMessaging()
                    .PublishToQueue<OrderPlaced>("orders")
                    .AddSqsConsumer("orders", consumer => consumer.Handle<OrderPlaced, OrderHandler>());
            },
            options =>
            {
                options.Configuration["Messaging:Provisioning"] = nameof(Provisioning.None);
                options.Configuration["Messaging:Consumers:orders:MaxHold"] = maxHold;
            });

        await harness.PublishAsync(new OrderPlaced(1));
        await harness.AdvanceAsync(TimeSpan.FromMinutes(minutes) + TimeSpan.FromSeconds(1));

        Assert.InRange(Assert.Single(cancelled), TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(minutes));
    }

    /// <summary>Makes the queue before the application starts.</summary>
    private sealed class SomebodyElse(IAmazonSQS client) : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => client.CreateQueueAsync(
            new CreateQueueRequest("orders")
            {
                Attributes = new() { ["VisibilityTimeout"] = $"{QueueVisibility.TotalSeconds}" },
            },
            cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
