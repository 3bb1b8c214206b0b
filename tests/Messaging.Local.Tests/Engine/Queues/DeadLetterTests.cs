using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Messaging.Local.Tests;

public sealed class DeadLetterTests : IDisposable
{
    private readonly BrokerFixture _sqs = new();

    public void Dispose() => _sqs.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task H12_redrives_on_the_receive_that_would_exceed_the_maximum(int maximum)
    {
        var (queue, letters) = await _sqs.CreateWithDeadLettersAsync(maximum);
        var sent = await _sqs.Client.SendMessageAsync(new SendMessageRequest(queue, "hello")
        {
            MessageAttributes = new() { ["Hello"] = new() { DataType = "String", StringValue = "There" } },
            MessageSystemAttributes = new() { ["AWSTraceHeader"] = new() { DataType = "String", StringValue = "Root=1-5" } },
        });

        for (var time = 1; time <= maximum; time++)
        {
            var message = Assert.Single(await _sqs.ReceiveAsync(queue, visibility: 0));
            Assert.Equal($"{time}", message.Attributes["ApproximateReceiveCount"]);
        }

        Assert.Empty(await _sqs.ReceiveAsync(queue));
        _sqs.Advance(5);

        var letter = Assert.Single(await _sqs.ReceiveAsync(letters));
        Assert.Equal(sent.MessageId, letter.MessageId);
        Assert.Equal("hello", letter.Body);
        Assert.Equal("a311262e065454b75da111d535b8dacd", letter.MD5OfMessageAttributes);
        Assert.Equal("Root=1-5", letter.Attributes["AWSTraceHeader"]);
        Assert.Equal("1767225600000", letter.Attributes["SentTimestamp"]);
        Assert.Equal((maximum + 1).ToString(CultureInfo.InvariantCulture), letter.Attributes["ApproximateReceiveCount"]);
        Assert.Equal(BrokerFixture.Arn("orders"), letter.Attributes["DeadLetterQueueSourceArn"]);
    }

    [Fact]
    public async Task H21_moves_upon_a_receive_and_never_by_time()
    {
        var (queue, _) = await _sqs.CreateWithDeadLettersAsync(1);
        await _sqs.SendAsync(queue, "hello");
        await _sqs.ReceiveAsync(queue);

        _sqs.Advance(3600);
        Assert.Equal((1, 0), (_sqs.Broker.FindQueue("orders")!.Visible, _sqs.Broker.FindQueue("orders-dlq")!.Total));
        await _sqs.ReceiveAsync(queue);

        Assert.Equal((0, 1), (_sqs.Broker.FindQueue("orders")!.Total, _sqs.Broker.FindQueue("orders-dlq")!.Visible));
    }

    [Fact]
    public async Task The_receive_that_redrives_still_returns_other_messages()
    {
        var (queue, _) = await _sqs.CreateWithDeadLettersAsync(1);
        await _sqs.SendAsync(queue, "spent");
        await _sqs.ReceiveAsync(queue, visibility: 1);
        await _sqs.SendAsync(queue, "fresh");
        _sqs.Advance(1);

        Assert.Equal(["fresh"], await _sqs.BodiesAsync(queue, most: 2));

        Assert.Equal("spent", Assert.Single(_sqs.Broker.Peek("orders-dlq")).Body);
    }

    [Fact]
    public async Task H13_A_FIFO_dead_letter_is_deduplicated_by_its_message_id()
    {
        var (queue, letters) = await _sqs.CreateWithDeadLettersAsync(1, fifo: true);
        var first = await _sqs.SendAsync(queue, "one", "g", "same");
        await _sqs.ReceiveAsync(queue, visibility: 0);
        await _sqs.ReceiveAsync(queue);
        _sqs.Advance(300);
        var second = await _sqs.SendAsync(queue, "two", "g", "same");
        await _sqs.ReceiveAsync(queue, visibility: 0);
        await _sqs.ReceiveAsync(queue);

        var received = await _sqs.ReceiveAsync(letters);

        Assert.Equal([first.MessageId, second.MessageId], received.Select(message => message.MessageId));
        Assert.Equal(
            received.Select(message => message.MessageId),
            received.Select(message => message.Attributes["MessageDeduplicationId"]));
        Assert.All(received, message => Assert.Equal("g", message.Attributes["MessageGroupId"]));
    }

    [Fact]
    public async Task A_FIFO_group_goes_on_after_its_head_was_moved()
    {
        var (queue, _) = await _sqs.CreateWithDeadLettersAsync(1, fifo: true);
        await _sqs.SendAsync(queue, "m1", "g");
        await _sqs.SendAsync(queue, "m2", "g");
        await _sqs.ReceiveAsync(queue, most: 1, visibility: 0);

        Assert.Equal(["m2"], await _sqs.BodiesAsync(queue));
    }

    [Theory]
    [InlineData(false, 60)]
    [InlineData(true, 100)]
    public async Task Retention_goes_on_for_a_standard_dead_letter_and_begins_again_for_a_FIFO_one(bool fifo, int livesUntil)
    {
        var (queue, letters) = await _sqs.CreateWithDeadLettersAsync(1, fifo);
        await _sqs.Client.SetQueueAttributesAsync(letters, new() { ["MessageRetentionPeriod"] = "60" });
        await _sqs.SendAsync(queue, "hello", fifo ? "g" : null);
        await _sqs.ReceiveAsync(queue, visibility: 0);
        _sqs.Advance(40);
        await _sqs.ReceiveAsync(queue);

        _sqs.Advance(livesUntil - 40 - 1);
        Assert.Single(_sqs.Broker.Peek(letters.Split('/')[^1]));
        _sqs.Advance(1);

        Assert.Empty(_sqs.Broker.Peek(letters.Split('/')[^1]));
    }

    [Fact]
    public async Task A_message_stays_when_its_dead_letter_queue_is_gone()
    {
        var (queue, letters) = await _sqs.CreateWithDeadLettersAsync(1);
        await _sqs.SendAsync(queue, "hello");
        await _sqs.ReceiveAsync(queue, visibility: 0);
        await _sqs.Client.DeleteQueueAsync(letters);

        Assert.Single(await _sqs.ReceiveAsync(queue));
    }

    [Fact]
    public async Task A_queue_that_is_its_own_dead_letter_queue_delivers_again()
    {
        var queue = await _sqs.CreateAsync("orders");
        await _sqs.Client.SetQueueAttributesAsync(
            queue, new() { ["RedrivePolicy"] = BrokerFixture.RedriveTo("orders", 1) });
        await _sqs.SendAsync(queue, "hello");
        await _sqs.ReceiveAsync(queue, visibility: 0);

        Assert.Equal("2", Assert.Single(await _sqs.ReceiveAsync(queue, visibility: 0)).Attributes["ApproximateReceiveCount"]);
    }

    [Fact]
    public async Task A_dead_letter_queue_decides_whose_letters_it_takes()
    {
        await _sqs.CreateAsync("none", ("RedriveAllowPolicy", """{"redrivePermission":"denyAll"}"""));
        await _sqs.CreateAsync(
            "some", ("RedriveAllowPolicy",
                $$"""{"redrivePermission":"byQueue","sourceQueueArns":["{{BrokerFixture.Arn("friend")}}"]}"""));

        await Assert.ThrowsAsync<AmazonSQSException>(
            () => _sqs.CreateAsync("friend", ("RedrivePolicy", BrokerFixture.RedriveTo("none", 1))));
        await Assert.ThrowsAsync<AmazonSQSException>(
            () => _sqs.CreateAsync("stranger", ("RedrivePolicy", BrokerFixture.RedriveTo("some", 1))));
        await _sqs.CreateAsync("friend", ("RedrivePolicy", BrokerFixture.RedriveTo("some", 1)));
    }

    [Fact]
    public async Task A_dead_letter_queue_must_exist_and_be_of_the_same_type()
    {
        await _sqs.CreateAsync("letters.fifo");

        await Assert.ThrowsAsync<AmazonSQSException>(
            () => _sqs.CreateAsync("orders", ("RedrivePolicy", BrokerFixture.RedriveTo("none", 1))));
        await Assert.ThrowsAsync<AmazonSQSException>(
            () => _sqs.CreateAsync("orders", ("RedrivePolicy", BrokerFixture.RedriveTo("letters.fifo", 1))));
    }
}
