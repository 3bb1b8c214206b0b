using Amazon.SQS;
using Amazon.SQS.Model;

namespace Messaging.Local.Tests;

public sealed class VisibilityTests : IDisposable
{
    private readonly BrokerFixture _sqs = new();

    public void Dispose() => _sqs.Dispose();

    [Fact]
    public async Task A_receive_with_no_visibility_hides_nothing_and_counts()
    {
        var queue = await _sqs.CreateAsync("orders");
        await _sqs.SendAsync(queue, "body");

        await _sqs.ReceiveAsync(queue, visibility: 0);

        Assert.Equal("2", Assert.Single(await _sqs.ReceiveAsync(queue)).Attributes["ApproximateReceiveCount"]);
    }

    [Fact]
    public async Task H11_a_change_counts_from_the_call_and_is_not_remembered()
    {
        var (queue, handle) = await ReceivedAsync("orders");
        _sqs.Advance(20);
        await _sqs.Client.ChangeMessageVisibilityAsync(queue, handle, 15);

        _sqs.Advance(14.9);
        Assert.Empty(await _sqs.ReceiveAsync(queue));
        _sqs.Advance(0.1);
        Assert.Single(await _sqs.ReceiveAsync(queue));
        _sqs.Advance(29.9);
        Assert.Empty(await _sqs.ReceiveAsync(queue));
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("orders.fifo")]
    public async Task H11_a_change_beyond_twelve_hours_since_the_receive_is_refused_and_not_cut_short(string name)
    {
        var (queue, handle) = await ReceivedAsync(name);
        _sqs.Advance(1);

        var error = await Assert.ThrowsAsync<AmazonSQSException>(
            () => _sqs.Client.ChangeMessageVisibilityAsync(queue, handle, 43200));
        await _sqs.Client.ChangeMessageVisibilityAsync(queue, handle, 43199);

        Assert.Equal(
            "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is " +
            "beyond the limit [43200 seconds]",
            error.Message);
        _sqs.Advance(43198);
        Assert.Equal(1, _sqs.Broker.FindQueue(name)!.InFlight);
        _sqs.Advance(1);
        Assert.Equal(1, _sqs.Broker.FindQueue(name)!.Visible);
    }

    [Fact]
    public async Task H11_twelve_hours_begin_again_with_each_receive()
    {
        var (queue, _) = await ReceivedAsync("orders");
        _sqs.Advance(43000);
        var again = Assert.Single(await _sqs.ReceiveAsync(queue));

        await _sqs.Client.ChangeMessageVisibilityAsync(queue, again.ReceiptHandle, 43200);

        Assert.Equal(1, _sqs.Broker.FindQueue("orders")!.InFlight);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(43201)]
    public async Task Values_outside_of_the_range_are_refused(int seconds)
    {
        var (queue, handle) = await ReceivedAsync("orders");

        var change = await Assert.ThrowsAsync<AmazonSQSException>(
            () => _sqs.Client.ChangeMessageVisibilityAsync(queue, handle, seconds));
        var receive = await Assert.ThrowsAsync<AmazonSQSException>(() => _sqs.ReceiveAsync(queue, visibility: seconds));

        Assert.Equal("InvalidParameterValue", change.ErrorCode);
        Assert.Equal("InvalidParameterValue", receive.ErrorCode);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("orders.fifo")]
    public async Task H11_a_change_of_a_deleted_message_is_refused(string name)
    {
        var (queue, handle) = await ReceivedAsync(name);
        await _sqs.Client.DeleteMessageAsync(queue, handle);

        var error = await Assert.ThrowsAsync<AmazonSQSException>(
            () => _sqs.Client.ChangeMessageVisibilityAsync(queue, handle, 10));

        Assert.Equal(
            $"Value {handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for " +
            "visibility timeout change.",
            error.Message);
    }

    [Fact]
    public async Task H11_a_change_after_visibility_ended_is_accepted_without_effect_on_a_standard_queue()
    {
        var (queue, handle) = await ReceivedAsync("orders");
        _sqs.Advance(30);

        await _sqs.Client.ChangeMessageVisibilityAsync(queue, handle, 60);

        Assert.Single(await _sqs.ReceiveAsync(queue));
    }

    [Fact]
    public async Task H11_a_change_after_visibility_ended_is_refused_on_a_FIFO_queue()
    {
        var (queue, handle) = await ReceivedAsync("orders.fifo");
        _sqs.Advance(30);

        await Assert.ThrowsAsync<AmazonSQSException>(() => _sqs.Client.ChangeMessageVisibilityAsync(queue, handle, 60));

        Assert.Single(await _sqs.ReceiveAsync(queue));
    }

    [Fact]
    public async Task H11_a_change_by_an_older_handle_is_honoured_on_a_standard_queue()
    {
        var (queue, older) = await ReceivedAsync("orders");
        _sqs.Advance(30);
        Assert.Single(await _sqs.ReceiveAsync(queue));

        await _sqs.Client.ChangeMessageVisibilityAsync(queue, older, 0);

        Assert.Equal("3", Assert.Single(await _sqs.ReceiveAsync(queue)).Attributes["ApproximateReceiveCount"]);
    }

    [Fact]
    public async Task H11_a_change_by_garbage_is_refused_and_in_a_batch_alone()
    {
        var (queue, handle) = await ReceivedAsync("orders");

        await Assert.ThrowsAsync<ReceiptHandleIsInvalidException>(
            () => _sqs.Client.ChangeMessageVisibilityAsync(queue, "garbage", 1));
        var answer = await _sqs.Client.ChangeMessageVisibilityBatchAsync(
            queue, [new("good", handle) { VisibilityTimeout = 0 }, new("bad", "garbage") { VisibilityTimeout = 0 }]);

        Assert.Equal("good", Assert.Single(answer.Successful).Id);
        Assert.Equal("ReceiptHandleIsInvalid", Assert.Single(answer.Failed).Code);
        Assert.Equal(1, _sqs.Broker.FindQueue("orders")!.Visible);
    }

    private async Task<(string Queue, string Handle)> ReceivedAsync(string name)
    {
        var queue = await _sqs.CreateAsync(name);
        await _sqs.SendAsync(queue, "body", name.EndsWith(".fifo", StringComparison.Ordinal) ? "group" : null);
        return (queue, Assert.Single(await _sqs.ReceiveAsync(queue)).ReceiptHandle);
    }
}
