using Amazon.SQS.Model;

namespace Messaging.Local.Tests;

public sealed class DeliveryFaultTests : IDisposable
{
    private readonly BusFixture _buses = new();
    private readonly TopicFixture _topics = new();

    private BrokerFixture Sqs => _buses.Sqs;

    public void Dispose()
    {
        _buses.Dispose();
        _topics.Dispose();
    }

    [Fact]
    public async Task A_delivery_that_is_duplicated_comes_twice_and_no_third_time()
    {
        var queue = await Sqs.CreateAsync("orders");
        var other = await Sqs.CreateAsync("others");
        var fault = Add(LocalBrokerFaultKind.DuplicateDelivery, "orders");
        await Sqs.SendAsync(queue, "one");
        await Sqs.SendAsync(other, "another");

        var first = Assert.Single(await Sqs.ReceiveAsync(queue));
        var second = Assert.Single(await Sqs.ReceiveAsync(queue));

        Assert.Equal((first.MessageId, "2"), (second.MessageId, second.Attributes["ApproximateReceiveCount"]));
        Assert.NotEqual(first.ReceiptHandle, second.ReceiptHandle);
        Assert.Empty(await Sqs.ReceiveAsync(queue));
        Assert.Single(await Sqs.ReceiveAsync(other));
        Assert.Empty(await Sqs.ReceiveAsync(other));
        Assert.Equal(1, fault.Happened);
    }

    [Fact]
    public async Task A_message_that_takes_the_place_of_a_deleted_one_is_not_taken_for_it()
    {
        var queue = await Sqs.CreateAsync("orders");
        Sqs.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.DuplicateDelivery, Times = 1 });
        await Sqs.SendAsync(queue, "one");
        var one = Assert.Single(await Sqs.ReceiveAsync(queue));
        await Sqs.Client.DeleteMessageAsync(queue, one.ReceiptHandle);
        await Sqs.SendAsync(queue, "two");

        Assert.Equal(["two"], await Sqs.BodiesAsync(queue));

        Assert.Empty(await Sqs.ReceiveAsync(queue));
        await Sqs.Client.DeleteMessageAsync(queue, one.ReceiptHandle);
        Assert.Equal(1, Sqs.Broker.FindQueue("orders")!.Total);
    }

    [Fact]
    public async Task Deliveries_are_reordered_where_a_fault_says_so_and_none_is_lost()
    {
        var queue = await Sqs.CreateAsync("orders");
        var fifo = await Sqs.CreateAsync("orders.fifo");
        Add(LocalBrokerFaultKind.ReorderDelivery, null);
        var sent = Enumerable.Range(0, 40).Select(at => $"{at:00}").ToArray();
        foreach (var body in sent)
        {
            await Sqs.SendAsync(queue, body);
            await Sqs.SendAsync(fifo, body, "g");
        }

        var received = await AllAsync(queue);

        Assert.NotEqual(sent, received);
        Assert.Equal(sent, received.Order(StringComparer.Ordinal));
        Assert.Equal(sent, await AllAsync(fifo));
    }

    [Fact]
    public async Task A_delivery_of_a_topic_that_fails_is_tried_again()
    {
        var topic = await _topics.TopicAsync("shop");
        await _topics.QueueAsync("orders");
        await _topics.QueueAsync("others");
        await _topics.SubscribeAsync(topic, "orders");
        await _topics.SubscribeAsync(topic, "others");
        var fault = _topics.Sqs.Broker.Faults.Add(new LocalBrokerFault
        {
            Kind = LocalBrokerFaultKind.FailDelivery,
            Resource = "orders",
            Times = 5,
        });

        await _topics.DoAsync("Publish", ("TopicArn", topic), ("Message", "hi"));
        Assert.Empty(_topics.Sqs.Broker.Peek("orders"));
        Assert.Single(_topics.Sqs.Broker.Peek("others"));

        // SNS tries a queue three times more at once, then after one second, then ever later.
        for (var second = 0; second < 60; second++)
        {
            _topics.Sqs.Advance(1);
        }

        Assert.Single(_topics.Sqs.Broker.Peek("orders"));
        Assert.Equal(5, fault.Happened);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("orders")]
    public async Task A_delivery_of_a_rule_fails_by_the_name_of_the_rule_or_of_the_target(string resource)
    {
        await _buses.RouteAsync("orders", """{"RetryPolicy":{"MaximumRetryAttempts":0}}""");
        Add(LocalBrokerFaultKind.FailDelivery, resource);

        await _buses.PutAsync();

        Assert.Empty(_buses.Bodies("orders"));
    }

    [Fact]
    public async Task A_fault_may_be_for_one_queue_topic_or_bus()
    {
        var orders = await Sqs.CreateAsync("orders");
        var others = await Sqs.CreateAsync("others");
        Add(LocalBrokerFaultKind.Throttle, "orders");
        await Assert.ThrowsAsync<RequestThrottledException>(() => Sqs.SendAsync(orders, "m"));
        await Assert.ThrowsAsync<RequestThrottledException>(() => Sqs.Client.GetQueueUrlAsync("orders"));
        await Sqs.SendAsync(others, "m");

        Add(LocalBrokerFaultKind.Throttle, "default");
        var put = """{"Entries":[{"Source":"shop","DetailType":"order","Detail":"{}"}]}""";
        Assert.StartsWith("ThrottlingException", await _buses.FailAsync("PutEvents", put), StringComparison.Ordinal);

        var topic = await _topics.TopicAsync("shop");
        _topics.Sqs.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.Throttle, Resource = "shop" });
        Assert.StartsWith(
            "429", await _topics.ErrorAsync("Publish", ("TopicArn", topic), ("Message", "hi")), StringComparison.Ordinal);
        await _topics.TopicAsync("another");
    }

    [Fact]
    public async Task An_entry_fails_for_one_queue()
    {
        var orders = await Sqs.CreateAsync("orders");
        var others = await Sqs.CreateAsync("others");
        Add(LocalBrokerFaultKind.FailEntry, "orders");

        Assert.Single((await Sqs.Client.SendMessageBatchAsync(orders, [new("a", "m")])).Failed);
        Assert.Single((await Sqs.Client.SendMessageBatchAsync(others, [new("a", "m")])).Successful);
    }

    [Fact]
    public async Task An_action_may_be_named_with_its_service()
    {
        var topic = await _topics.TopicAsync("shop");
        var broker = _topics.Sqs.Broker;
        broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.Throttle, Action = "sqs.AddPermission" });
        broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.Throttle, Action = "sns.Publish" });

        await _topics.DoAsync(
            "AddPermission", ("TopicArn", topic), ("Label", "l"), ("AWSAccountId.member.1", "000000000000"),
            ("ActionName.member.1", "Publish"));
        Assert.StartsWith("429", await _topics.ErrorAsync("Publish", ("TopicArn", topic), ("Message", "m")), StringComparison.Ordinal);

        Assert.Equal(
            (1, 0, 1, 1),
            (broker.Requests.Count("sns.AddPermission"), broker.Requests.Count("sqs.AddPermission"),
                broker.Requests.Count("AddPermission"), broker.Requests.ByAction["Publish"]));
    }

    [Fact]
    public async Task The_same_seed_repeats_and_reorders_the_same()
    {
        var first = await HistoryAsync(7);

        Assert.Equal(first, await HistoryAsync(7));
        Assert.NotEqual(first, await HistoryAsync(8));
    }

    private static async Task<string> HistoryAsync(int seed)
    {
        var options = LocalBrokerOptions.Exact();
        options.Seed = seed;
        using var sqs = new BrokerFixture(options);
        var queue = await sqs.CreateAsync("orders");
        sqs.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.DuplicateDelivery, Probability = 0.3 });
        sqs.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.ReorderDelivery, Probability = 0.3 });
        for (var at = 0; at < 20; at++)
        {
            await sqs.SendAsync(queue, $"{at}");
        }

        var history = new List<string>();
        for (var at = 0; at < 10; at++)
        {
            history.AddRange(await sqs.BodiesAsync(queue, most: 4));
        }

        return string.Join(' ', history);
    }

    private async Task<List<string>> AllAsync(string queue)
    {
        var bodies = new List<string>();
        while (await Sqs.ReceiveAsync(queue) is { Count: > 0 } received)
        {
            foreach (var message in received)
            {
                bodies.Add(message.Body);
                await Sqs.Client.DeleteMessageAsync(queue, message.ReceiptHandle);
            }
        }

        return bodies;
    }

    private LocalBrokerFault Add(LocalBrokerFaultKind kind, string? resource) =>
        Sqs.Broker.Faults.Add(new LocalBrokerFault { Kind = kind, Resource = resource });
}
