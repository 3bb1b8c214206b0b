using Amazon.SQS.Model;

namespace Messaging.Local.Tests;

public sealed class RecordsTests : IDisposable
{
    private readonly BrokerFixture _sqs = new();

    public void Dispose() => _sqs.Dispose();

    [Fact]
    public async Task The_ledger_tells_the_history_of_a_message_through_its_queues()
    {
        var (queue, letters) = await _sqs.CreateWithDeadLettersAsync(1);
        var sent = await _sqs.SendAsync(queue, "secret");
        var received = await _sqs.ReceiveAsync(queue);
        await _sqs.Client.ChangeMessageVisibilityAsync(queue, received[0].ReceiptHandle, 0);
        await _sqs.ReceiveAsync(queue);
        _sqs.Advance(1);
        var letter = await _sqs.ReceiveAsync(letters);
        await _sqs.Client.DeleteMessageAsync(letters, letter[0].ReceiptHandle);

        var history = _sqs.Broker.Ledger.OfMessage(sent.MessageId);

        Assert.Equal(
            [
                ("orders", LedgerEvent.Sent, 0),
                ("orders", LedgerEvent.Received, 1),
                ("orders", LedgerEvent.VisibilityChanged, 1),
                ("orders", LedgerEvent.DeadLettered, 1),
                ("orders-dlq", LedgerEvent.Received, 2),
                ("orders-dlq", LedgerEvent.Deleted, 2),
            ],
            history.Select(entry => (entry.Queue, entry.Event, entry.ReceiveCount)));
        Assert.Equal([1L, 2, 3, 4, 5, 6], history.Select(entry => entry.Sequence));
        Assert.Equal(_sqs.Time.GetUtcNow(), history[^1].Time);
        Assert.Equal(4, _sqs.Broker.Ledger.OfQueue("orders").Count);
        Assert.Equal(6, _sqs.Broker.Ledger.Entries.Count);
        Assert.Equal(1, _sqs.Broker.Ledger.Count("orders", LedgerEvent.DeadLettered));
    }

    [Fact]
    public async Task The_ledger_keeps_so_many_entries_and_counts_all()
    {
        var options = LocalBrokerOptions.Exact();
        options.LedgerCapacity = 3;
        using var sqs = new BrokerFixture(options);
        var queue = await sqs.CreateAsync("orders");
        for (var at = 0; at < 5; at++)
        {
            await sqs.SendAsync(queue, "body");
        }

        Assert.Equal([3L, 4, 5], sqs.Broker.Ledger.Entries.Select(entry => entry.Sequence));
        Assert.Equal(5, sqs.Broker.Ledger.Count("orders", LedgerEvent.Sent));
    }

    [Fact]
    public async Task The_ledger_can_be_switched_off()
    {
        var options = LocalBrokerOptions.Exact();
        options.KeepLedger = false;
        using var sqs = new BrokerFixture(options);
        await sqs.SendAsync(await sqs.CreateAsync("orders"), "body");

        Assert.Empty(sqs.Broker.Ledger.Entries);
    }

    [Fact]
    public async Task Requests_are_counted_by_action_with_the_messages_in_them()
    {
        var queue = await _sqs.CreateAsync("orders");
        await _sqs.SendAsync(queue, "one");
        await _sqs.Client.SendMessageBatchAsync(queue, [new("a", "two"), new("b", "three")]);
        await _sqs.ReceiveAsync(queue);
        await _sqs.ReceiveAsync(queue);
        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => _sqs.SendAsync("none", "body"));

        var requests = _sqs.Broker.Requests;
        Assert.Equal(6, requests.Total);
        Assert.Equal(2, requests.Count("SendMessage"));
        Assert.Equal(2, requests.Messages("SendMessageBatch"));
        Assert.Equal((2, 3), (requests.Count("ReceiveMessage"), requests.Messages("ReceiveMessage")));
        Assert.Equal(
            ["CreateQueue", "ReceiveMessage", "SendMessage", "SendMessageBatch"],
            requests.ByAction.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(0, requests.Count("DeleteMessage"));
    }

    [Fact]
    public async Task A_look_into_a_queue_receives_nothing()
    {
        var queue = await _sqs.CreateAsync("orders.fifo", ("MessageRetentionPeriod", "60"));
        var sent = await _sqs.Client.SendMessageAsync(new SendMessageRequest(queue, "one")
        {
            MessageGroupId = "g",
            MessageDeduplicationId = "d",
            MessageAttributes = new()
            {
                ["text"] = new() { DataType = "String", StringValue = "value" },
                ["bytes"] = new() { DataType = "Binary", BinaryValue = new MemoryStream([1, 2, 3]) },
            },
        });
        await _sqs.ReceiveAsync(queue);
        await _sqs.SendAsync(queue, "two", "g");

        var messages = _sqs.Broker.Peek("orders.fifo");

        Assert.Equal(["one", "two"], messages.Select(message => message.Body));
        Assert.Equal([true, false], messages.Select(message => message.IsInFlight));
        Assert.Equal([1, 0], messages.Select(message => message.ReceiveCount));
        Assert.Equal((sent.MessageId, "g", "d"), (messages[0].MessageId, messages[0].GroupId, messages[0].DeduplicationId));
        Assert.Equal(("value", "AQID"), (messages[0].Attributes["text"], messages[0].Attributes["bytes"]));
        var info = Assert.Single(_sqs.Broker.ListQueues());
        Assert.Equal(("orders.fifo", 1, 1, 0), (info.Name, info.Visible, info.InFlight, info.Delayed));
        _sqs.Advance(60);
        Assert.Empty(_sqs.Broker.Peek("orders.fifo"));
        Assert.Throws<ArgumentException>(() => _sqs.Broker.Peek("none"));
        Assert.Null(_sqs.Broker.FindQueue("none"));
    }
}
