using System.Security.Cryptography;
using Amazon.SQS.Model;

namespace Messaging.Local.Tests;

public sealed class DeduplicationTests : IDisposable
{
    private readonly BrokerFixture _sqs = new();

    public void Dispose() => _sqs.Dispose();

    [Fact]
    public async Task H15_a_copy_within_five_minutes_of_the_first_is_acknowledged_and_not_kept()
    {
        var queue = await _sqs.CreateAsync("orders.fifo");
        var first = await _sqs.SendAsync(queue, "one", "g", "id");
        _sqs.Advance(200);
        var copy = await _sqs.SendAsync(queue, "other body", "g", "id");
        _sqs.Advance(99.9);
        await _sqs.SendAsync(queue, "copy", "g", "id");

        Assert.Equal(first.MessageId, copy.MessageId);
        Assert.Equal(first.SequenceNumber, copy.SequenceNumber);
        Assert.Equal(1, _sqs.Broker.FindQueue("orders.fifo")!.Total);
        Assert.Equal(2, _sqs.Broker.Ledger.Count("orders.fifo", LedgerEvent.Deduplicated));

        _sqs.Advance(0.1);
        var later = await _sqs.SendAsync(queue, "later", "g", "id");
        Assert.NotEqual(first.MessageId, later.MessageId);
        Assert.Equal(2, _sqs.Broker.FindQueue("orders.fifo")!.Total);
    }

    [Fact]
    public async Task H15_a_deleted_message_is_still_remembered()
    {
        var queue = await _sqs.CreateAsync("orders.fifo");
        await _sqs.SendAsync(queue, "one", "g");
        await _sqs.Client.DeleteMessageAsync(queue, (await _sqs.ReceiveAsync(queue))[0].ReceiptHandle);

        await _sqs.SendAsync(queue, "one", "g");

        Assert.Empty(await _sqs.ReceiveAsync(queue));
    }

    [Fact]
    public async Task By_content_the_id_is_the_hash_of_the_body_alone()
    {
        var queue = await _sqs.CreateAsync("orders.fifo");
        await _sqs.SendAsync(queue, "one", "g");
        await _sqs.Client.SendMessageAsync(new SendMessageRequest(queue, "one")
        {
            MessageGroupId = "other",
            MessageAttributes = new() { ["a"] = new() { DataType = "String", StringValue = "b" } },
        });

        var message = Assert.Single(await _sqs.ReceiveAsync(queue));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("one"u8)), message.Attributes["MessageDeduplicationId"]);
        Assert.Equal(20, message.Attributes["SequenceNumber"].Length);
    }

    [Fact]
    public async Task An_explicit_id_goes_before_the_content()
    {
        var queue = await _sqs.CreateAsync("orders.fifo");
        await _sqs.SendAsync(queue, "same", "g", "one");
        await _sqs.SendAsync(queue, "same", "g", "two");

        Assert.Equal(2, _sqs.Broker.FindQueue("orders.fifo")!.Total);
    }

    [Theory]
    [InlineData("queue", 1)]
    [InlineData("messageGroup", 2)]
    public async Task H15_the_scope_is_the_queue_or_the_group(string scope, int kept)
    {
        var queue = await _sqs.CreateAsync("orders.fifo", ("DeduplicationScope", scope));
        await _sqs.SendAsync(queue, "one", "g1", "id");
        await _sqs.SendAsync(queue, "two", "g2", "id");

        Assert.Equal(kept, _sqs.Broker.FindQueue("orders.fifo")!.Total);
    }

    [Fact]
    public async Task Sequence_numbers_grow()
    {
        var queue = await _sqs.CreateAsync("orders.fifo");
        var numbers = new List<string>();
        foreach (var body in (string[])["one", "two", "three"])
        {
            numbers.Add((await _sqs.SendAsync(queue, body, "g")).SequenceNumber);
        }

        Assert.Equal(numbers.Order(StringComparer.Ordinal), numbers);
        Assert.Equal(3, numbers.Distinct().Count());
        Assert.Equal(numbers, (await _sqs.ReceiveAsync(queue)).Select(message => message.Attributes["SequenceNumber"]));
    }

    [Fact]
    public async Task A_standard_queue_has_no_sequence_numbers_and_no_deduplication_ids()
    {
        var queue = await _sqs.CreateAsync("orders");

        Assert.Null((await _sqs.SendAsync(queue, "body")).SequenceNumber);
        await Assert.ThrowsAsync<Amazon.SQS.AmazonSQSException>(() => _sqs.SendAsync(queue, "body", null, "id"));
    }

    [Fact]
    public async Task A_new_delay_of_a_FIFO_queue_holds_for_what_is_in_it()
    {
        var queue = await _sqs.CreateAsync("orders.fifo");
        await _sqs.SendAsync(queue, "one", "g");
        await _sqs.Client.SetQueueAttributesAsync(queue, new() { ["DelaySeconds"] = "10" });

        Assert.Empty(await _sqs.ReceiveAsync(queue));
        await _sqs.Client.SetQueueAttributesAsync(queue, new() { ["DelaySeconds"] = "0" });

        Assert.Single(await _sqs.ReceiveAsync(queue));
    }
}
