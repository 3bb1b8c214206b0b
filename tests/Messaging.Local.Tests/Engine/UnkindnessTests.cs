namespace Messaging.Local.Tests;

public sealed class UnkindnessTests
{
    [Fact]
    public async Task Standard_queues_reorder_neighbours_and_leave_none_behind()
    {
        using var sqs = new BrokerFixture(new LocalBrokerOptions { Seed = 1, RepeatRate = 0 });
        var queue = await sqs.CreateAsync("orders");
        var received = await SendAndReceiveAsync(sqs, queue, 200);

        Assert.Equal(Enumerable.Range(0, 200), received.Order());
        Assert.NotEqual(Enumerable.Range(0, 200), received);
        // Every message before one that is late was at most a whole window late itself.
        Assert.All(received.Index(), item => Assert.InRange(
            item.Item - item.Index, -Unkindness.ReorderWindow * Unkindness.ReorderWindow, Unkindness.ReorderWindow));
    }

    [Fact]
    public async Task FIFO_queues_never_reorder()
    {
        using var sqs = new BrokerFixture(new LocalBrokerOptions { Seed = 1, RepeatRate = 1 });
        var queue = await sqs.CreateAsync("orders.fifo");

        Assert.Equal(Enumerable.Range(0, 100), await SendAndReceiveAsync(sqs, queue, 100, "group"));
    }

    [Fact]
    public async Task An_exact_broker_keeps_the_order_and_delivers_once()
    {
        using var sqs = new BrokerFixture();
        var queue = await sqs.CreateAsync("orders");

        Assert.Equal(Enumerable.Range(0, 100), await SendAndReceiveAsync(sqs, queue, 100));
    }

    [Fact]
    public async Task A_repeated_delivery_comes_while_the_first_is_in_flight()
    {
        using var sqs = new BrokerFixture(new LocalBrokerOptions { Seed = 1, RepeatRate = 1 });
        var queue = await sqs.CreateAsync("orders");
        await sqs.SendAsync(queue, "body");

        var first = Assert.Single(await sqs.ReceiveAsync(queue));
        var second = Assert.Single(await sqs.ReceiveAsync(queue));

        Assert.Equal(first.MessageId, second.MessageId);
        Assert.NotEqual(first.ReceiptHandle, second.ReceiptHandle);
        Assert.Equal("2", second.Attributes["ApproximateReceiveCount"]);
        await sqs.Client.DeleteMessageAsync(queue, second.ReceiptHandle);
        Assert.Empty(await sqs.ReceiveAsync(queue));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Repeated_deliveries_never_exceed_the_maximum_of_receives(int maximum)
    {
        using var sqs = new BrokerFixture(new LocalBrokerOptions { Seed = 1, RepeatRate = 1 });
        var (queue, _) = await sqs.CreateWithDeadLettersAsync(maximum);
        await sqs.SendAsync(queue, "body");

        var receives = 0;
        for (var time = 0; time < 10; time++)
        {
            receives += (await sqs.ReceiveAsync(queue)).Count;
        }

        Assert.Equal(maximum, receives);
        Assert.Equal(1, sqs.Broker.FindQueue("orders")!.InFlight);
        Assert.Equal(0, sqs.Broker.FindQueue("orders-dlq")!.Total);
    }

    [Fact]
    public async Task A_little_is_repeated_by_default()
    {
        using var broker = new LocalBroker(new LocalBrokerOptions { Seed = 1 });
        var region = broker.RegionOf("us-east-1");
        region.Queues.Create("orders", EmptyMap.Value, EmptyMap.Value);
        for (var at = 0; at < 20_000; at++)
        {
            region.Messages.Send("orders", new SendRequest(new MessageContent("body")));
            foreach (var message in await region.Messages.ReceiveAsync("orders", new ReceiveRequest(), default))
            {
                Assert.InRange(message.ReceiveCount, 1, 3);
            }
        }

        Assert.InRange(broker.Ledger.Entries.Count(entry => entry.ReceiveCount > 1), 5, 60);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_run_and_another_gives_another()
    {
        var first = await RunAsync(7);

        Assert.Equal(first, await RunAsync(7));
        Assert.NotEqual(first, await RunAsync(8));
    }

    [Fact]
    public async Task A_cancellation_does_not_change_the_luck_of_what_follows() =>
        Assert.Equal(await OrderAfterPollsAsync(areCancelled: false), await OrderAfterPollsAsync(areCancelled: true));

    [Fact]
    public void Without_a_seed_every_broker_has_another()
    {
        using var one = new LocalBroker();
        using var two = new LocalBroker();

        Assert.NotEqual(one.Seed, two.Seed);
    }

    private static async Task<List<int>> OrderAfterPollsAsync(bool areCancelled)
    {
        using var sqs = new BrokerFixture(new LocalBrokerOptions { Seed = 7 });
        var queue = await sqs.CreateAsync("orders");
        for (var at = 0; at < 5; at++)
        {
            using var cancellation = new CancellationTokenSource();
            var poll = sqs.Client.ReceiveMessageAsync(
                new Amazon.SQS.Model.ReceiveMessageRequest(queue) { WaitTimeSeconds = 20 }, cancellation.Token);
            if (areCancelled)
            {
                await cancellation.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
            }

            sqs.Advance(21);
        }

        return await SendAndReceiveAsync(sqs, queue, 50);
    }

    private static async Task<string> RunAsync(int seed)
    {
        using var sqs = new BrokerFixture(new LocalBrokerOptions { Seed = seed, RepeatRate = 0.2 });
        var queue = await sqs.CreateAsync("orders");
        await SendAndReceiveAsync(sqs, queue, 50);
        return string.Join(
            '\n', sqs.Broker.Ledger.Entries.Select(entry => $"{entry.MessageId} {entry.Event} {entry.ReceiveCount}"));
    }

    private static async Task<List<int>> SendAndReceiveAsync(BrokerFixture sqs, string queue, int count, string? group = null)
    {
        for (var at = 0; at < count; at++)
        {
            await sqs.SendAsync(queue, $"{at}", group);
        }

        var received = new List<int>();
        for (var messages = await sqs.ReceiveAsync(queue); messages.Count > 0; messages = await sqs.ReceiveAsync(queue))
        {
            foreach (var message in messages)
            {
                received.Add(int.Parse(message.Body));
                await sqs.Client.DeleteMessageAsync(queue, message.ReceiptHandle);
            }
        }

        return received;
    }
}
