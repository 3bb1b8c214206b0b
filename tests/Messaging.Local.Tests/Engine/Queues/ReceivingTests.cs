using Amazon.SQS;
using Amazon.SQS.Model;

namespace Messaging.Local.Tests;

public sealed class ReceivingTests : IDisposable
{
    private readonly BrokerFixture _sqs = new();

    public void Dispose() => _sqs.Dispose();

    [Theory]
    [InlineData("All", "Foo,Foo.Bar,Other")]
    [InlineData("*", "Foo,Foo.Bar,Other")]
    [InlineData(".*", "Foo,Foo.Bar,Other")]
    [InlineData("Foo", "Foo")]
    [InlineData("Foo.*", "Foo,Foo.Bar")]
    [InlineData("Fo.*", "Foo,Foo.Bar")]
    [InlineData("Foo.B.*", "Foo.Bar")]
    [InlineData("Unknown", "")]
    [InlineData("AWS.", "")]
    [InlineData("..foo", "")]
    public async Task H06_attributes_are_chosen_by_name_beginning_or_all(string wanted, string expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var queue = await _sqs.CreateAsync("orders");
        var value = new MessageAttributeValue { DataType = "String", StringValue = "value" };
        await _sqs.Client.SendMessageAsync(new SendMessageRequest(queue, "body")
        {
            MessageAttributes = new() { ["Foo"] = value, ["Foo.Bar"] = value, ["Other"] = value },
        });

        var answer = await _sqs.Client.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MessageAttributeNames = [wanted] });

        Assert.Equal(
            expected.Split(',', StringSplitOptions.RemoveEmptyEntries),
            answer.Messages[0].MessageAttributes?.Keys.Order(StringComparer.Ordinal).ToArray() ?? []);
    }

    [Fact]
    public async Task System_attributes_come_only_when_they_are_asked_for()
    {
        var queue = await _sqs.CreateAsync("orders", ("VisibilityTimeout", "0"));
        await _sqs.SendAsync(queue, "body");
        _sqs.Advance(2);

        var nothing = await _sqs.Client.ReceiveMessageAsync(queue);
        var some = await _sqs.Client.ReceiveMessageAsync(new ReceiveMessageRequest(queue)
        {
            MessageSystemAttributeNames = ["SentTimestamp", "SequenceNumber"],
        });
        var all = await _sqs.ReceiveAsync(queue);

        Assert.Null(nothing.Messages[0].Attributes);
        Assert.Equal(new Dictionary<string, string> { ["SentTimestamp"] = "1767225600000" }, some.Messages[0].Attributes);
        Assert.Equal("1767225602000", all[0].Attributes["ApproximateFirstReceiveTimestamp"]);
        Assert.Equal("3", all[0].Attributes["ApproximateReceiveCount"]);
    }

    [Fact]
    public async Task Counts_and_waits_outside_of_their_range_are_refused()
    {
        var queue = await _sqs.CreateAsync("orders");

        var count = await Assert.ThrowsAsync<AmazonSQSException>(() => _sqs.ReceiveAsync(queue, most: 11));
        var wait = await Assert.ThrowsAsync<AmazonSQSException>(() => _sqs.ReceiveAsync(queue, wait: 21));

        Assert.Equal(
            "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
            count.Message);
        Assert.Equal(
            "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.", wait.Message);
    }

    [Fact]
    public async Task A_message_expires_by_the_time_since_it_was_sent_in_flight_too()
    {
        var queue = await _sqs.CreateAsync("orders", ("MessageRetentionPeriod", "60"));
        await _sqs.SendAsync(queue, "old");
        _sqs.Advance(40);
        await _sqs.SendAsync(queue, "young");
        var received = await _sqs.ReceiveAsync(queue, most: 1, visibility: 300);

        _sqs.Advance(20);

        Assert.Equal("old", received[0].Body);
        Assert.Equal(["young"], await _sqs.BodiesAsync(queue, visibility: 0));
        Assert.Equal(1, _sqs.Broker.Ledger.Count("orders", LedgerEvent.Expired));
        _sqs.Advance(40);
        Assert.Empty(await _sqs.ReceiveAsync(queue));
    }

    [Fact]
    public async Task A_standard_queue_says_when_too_many_are_in_flight_and_a_long_poll_just_waits()
    {
        var queue = await _sqs.CreateAsync("orders");
        var region = _sqs.Broker.RegionOf("us-east-1");
        Fill(region, "orders", null);

        await Assert.ThrowsAsync<OverLimitException>(() => _sqs.ReceiveAsync(queue));
        var waiting = _sqs.ReceiveAsync(queue, wait: 20);
        Assert.False(waiting.IsCompleted);
        _sqs.Advance(20);

        Assert.Empty(await waiting);
    }

    [Fact]
    public async Task A_FIFO_queue_answers_nothing_when_too_many_are_in_flight()
    {
        var queue = await _sqs.CreateAsync("orders.fifo");
        Fill(_sqs.Broker.RegionOf("us-east-1"), "orders.fifo", "group");

        Assert.Empty(await _sqs.ReceiveAsync(queue));
    }

    [Fact]
    public async Task A_retried_FIFO_receive_gets_the_same_messages_and_handles()
    {
        var queue = await _sqs.CreateAsync("orders.fifo");
        await _sqs.SendAsync(queue, "one", "g");
        await _sqs.SendAsync(queue, "two", "g");
        var request = new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10, ReceiveRequestAttemptId = "attempt" };

        var first = await _sqs.Client.ReceiveMessageAsync(request);
        _sqs.Advance(20);
        var second = await _sqs.Client.ReceiveMessageAsync(request);
        _sqs.Advance(20);

        Assert.Equal(2, second.Messages.Count);
        Assert.Equal(first.Messages.Select(m => m.ReceiptHandle), second.Messages.Select(m => m.ReceiptHandle));
        Assert.Empty(await _sqs.ReceiveAsync(queue));
        await _sqs.Client.DeleteMessageAsync(queue, first.Messages[0].ReceiptHandle);
        Assert.Null((await _sqs.Client.ReceiveMessageAsync(request)).Messages);
    }

    [Fact]
    public async Task A_retried_FIFO_receive_gets_no_message_that_came_after_those_of_the_first_try()
    {
        var queue = await _sqs.CreateAsync("orders.fifo");
        await _sqs.SendAsync(queue, "one", "g");
        var request = new ReceiveMessageRequest(queue) { ReceiveRequestAttemptId = "attempt" };
        var first = Assert.Single((await _sqs.Client.ReceiveMessageAsync(request)).Messages);
        await _sqs.Client.DeleteMessageAsync(queue, first.ReceiptHandle);
        await _sqs.SendAsync(queue, "two", "g");
        Assert.Equal(["two"], await _sqs.BodiesAsync(queue));

        // The broker uses deleted messages again; what is in flight now is another one, which somebody else has.
        Assert.Null((await _sqs.Client.ReceiveMessageAsync(request)).Messages);
    }

    [Fact]
    public async Task A_FIFO_message_that_takes_the_place_of_a_deleted_one_is_in_its_own_group()
    {
        var queue = await _sqs.CreateAsync("orders.fifo");
        foreach (var group in new[] { "a", "b", "a", "b" })
        {
            await _sqs.SendAsync(queue, group + Guid.NewGuid(), group);
            var message = Assert.Single(await _sqs.ReceiveAsync(queue));
            Assert.Equal(group, message.Attributes["MessageGroupId"]);
            Assert.Equal("1", message.Attributes["ApproximateReceiveCount"]);
            await _sqs.Client.DeleteMessageAsync(queue, message.ReceiptHandle);
        }

        Assert.Equal(0, _sqs.Broker.FindQueue("orders.fifo")!.Total);
    }

    [Fact]
    public async Task Quiet_groups_of_a_standard_queue_go_before_a_noisy_one()
    {
        var queue = await _sqs.CreateAsync("orders");
        for (var at = 0; at < 40; at++)
        {
            await _sqs.SendAsync(queue, $"noisy {at}", "noisy");
        }

        for (var at = 0; at < 3; at++)
        {
            await _sqs.ReceiveAsync(queue);
        }

        await _sqs.SendAsync(queue, "quiet", "quiet");

        Assert.Equal("quiet", (await _sqs.BodiesAsync(queue, most: 1))[0]);
        Assert.Equal("noisy 30", (await _sqs.BodiesAsync(queue, most: 1))[0]);
    }

    private static void Fill(Region region, string queue, string? group)
    {
        for (var at = 0; at < SqsLimits.InFlight + 1; at++)
        {
            var content = new MessageContent("body") { GroupId = group is null ? null : $"{group}{at}", DeduplicationId = group is null ? null : $"{at}" };
            region.Messages.Send(queue, new SendRequest(content));
        }

        var left = SqsLimits.InFlight;
        region.Queues.With(queue, (found, now) =>
        {
            for (; left > 0; left -= 10)
            {
                Assert.Equal(10, found.Receive(new ReceiveRequest { MaxMessages = 10, VisibilitySeconds = 900 }, false, now).Count);
            }

            return 0;
        });
    }
}
