using Amazon.SQS;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Tests;

/// <summary>Messages that the consumer itself moves to the dead-letter queue.</summary>
public sealed class SetAsideTests
{
    // What every queue had that was made before SQS took messages of 1 MiB.
    private const int SmallerLimit = 262_144;

    [Theory]
    [InlineData(200_000, true)]
    [InlineData(SmallerLimit - 4, false)]
    public async Task A_message_just_below_the_smaller_limit_of_its_queues_is_moved_though_notes_find_no_room(int size, bool isNoted)
    {
        await using var harness = await Orders.StartAsync();
        var client = harness.Services.GetRequiredService<IAmazonSQS>();
        foreach (var queue in new[] { "orders", "orders-dlq" })
        {
            await client.SetQueueAttributesAsync(
                await UrlAsync(queue), new Dictionary<string, string> { ["MaximumMessageSize"] = $"{SmallerLimit}" });
        }

        await client.SendMessageAsync(await UrlAsync("orders"), new string('x', size));
        await harness.WaitUntilIdleAsync();

        var dead = Assert.Single(harness.DeadLettered("orders-dlq"));
        Assert.Equal((size, isNoted), (dead.Body.Length, dead.Reason is not null));
        Assert.Equal(0, harness.Broker.FindQueue("orders")!.Total);

        async Task<string> UrlAsync(string queue) => (await client.GetQueueUrlAsync(queue)).QueueUrl;
    }
}
