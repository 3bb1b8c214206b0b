using Amazon.SQS.Model;

namespace Messaging.Local.Tests;

public sealed class RealClientTests : IDisposable
{
    private readonly BrokerFixture _sqs = new();

    public void Dispose() => _sqs.Dispose();

    [Fact]
    public async Task A_message_is_sent_received_and_deleted()
    {
        var queue = await _sqs.CreateAsync("orders");

        var sent = await _sqs.SendAsync(queue, "hello");
        var message = Assert.Single(await _sqs.ReceiveAsync(queue));
        Assert.Empty(await _sqs.ReceiveAsync(queue));
        await _sqs.Client.DeleteMessageAsync(queue, message.ReceiptHandle);
        _sqs.Advance(60);

        Assert.Equal("http://localhost/000000000000/orders", queue);
        Assert.Equal(sent.MessageId, message.MessageId);
        Assert.Equal("hello", message.Body);
        Assert.Empty(await _sqs.ReceiveAsync(queue));
        Assert.Equal(0, _sqs.Broker.FindQueue("orders")!.Total);
    }

    [Fact]
    public async Task A_message_that_is_not_deleted_comes_again_when_its_visibility_ends()
    {
        var queue = await _sqs.CreateAsync("orders");
        await _sqs.SendAsync(queue, "hello");
        var first = Assert.Single(await _sqs.ReceiveAsync(queue));

        _sqs.Advance(29.999);
        Assert.Empty(await _sqs.ReceiveAsync(queue));
        _sqs.Advance(0.001);
        var second = Assert.Single(await _sqs.ReceiveAsync(queue));

        Assert.NotEqual(first.ReceiptHandle, second.ReceiptHandle);
        Assert.Equal("2", second.Attributes["ApproximateReceiveCount"]);
    }

    [Fact]
    public async Task H01_errors_are_typed_and_carry_the_older_code()
    {
        var error = await Assert.ThrowsAsync<QueueDoesNotExistException>(() => _sqs.ReceiveAsync("none"));

        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", error.ErrorCode);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Equal("The specified queue does not exist.", error.Message);
        Assert.NotEmpty(error.RequestId);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("http://localhost/000000000000/orders")]
    [InlineData("https://sqs.eu-west-1.amazonaws.com/123456789012/orders")]
    [InlineData("https://eu-west-1.queue.amazonaws.com/123456789012/orders/")]
    public async Task The_last_part_of_any_address_names_the_queue(string address)
    {
        await _sqs.CreateAsync("orders");

        await _sqs.SendAsync(address, "hello");

        Assert.Equal(1, _sqs.Broker.FindQueue("orders")!.Visible);
    }

    [Fact]
    public async Task Regions_have_queues_of_their_own()
    {
        await _sqs.CreateAsync("orders");
        using var elsewhere = _sqs.NewClient("eu-west-1");

        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => elsewhere.GetQueueUrlAsync("orders"));
        await elsewhere.CreateQueueAsync("orders");
        await elsewhere.SendMessageAsync("orders", "hello");

        Assert.Equal(0, _sqs.Broker.FindQueue("orders")!.Total);
        Assert.Equal(1, _sqs.Broker.FindQueue("orders", "eu-west-1")!.Total);
    }
}
