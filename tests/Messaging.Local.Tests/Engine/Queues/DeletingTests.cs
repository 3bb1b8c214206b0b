using Amazon.SQS;
using Amazon.SQS.Model;

namespace Messaging.Local.Tests;

public sealed class DeletingTests : IDisposable
{
    private readonly BrokerFixture _sqs = new();

    public void Dispose() => _sqs.Dispose();

    [Theory]
    [InlineData("orders")]
    [InlineData("orders.fifo")]
    public async Task H10_deleting_in_time_removes_the_message_and_again_changes_nothing(string name)
    {
        var (queue, handle) = await ReceivedAsync(name);

        await _sqs.Client.DeleteMessageAsync(queue, handle);
        await _sqs.Client.DeleteMessageAsync(queue, handle);
        await _sqs.Client.DeleteMessageAsync(queue, handle);

        Assert.Equal(0, _sqs.Broker.FindQueue(name)!.Total);
        Assert.Equal(1, _sqs.Broker.Ledger.Count(name, LedgerEvent.Deleted));
    }

    [Fact]
    public async Task H10_deleting_after_visibility_ended_removes_a_standard_message_that_nobody_else_received()
    {
        var (queue, handle) = await ReceivedAsync("orders");
        _sqs.Advance(31);

        await _sqs.Client.DeleteMessageAsync(queue, handle);

        Assert.Empty(await _sqs.ReceiveAsync(queue));
        Assert.Equal(0, _sqs.Broker.FindQueue("orders")!.Total);
    }

    [Fact]
    public async Task H10_deleting_after_visibility_ended_fails_on_a_FIFO_queue()
    {
        var (queue, handle) = await ReceivedAsync("orders.fifo");
        _sqs.Advance(31);

        var error = await Assert.ThrowsAsync<AmazonSQSException>(() => _sqs.Client.DeleteMessageAsync(queue, handle));

        Assert.Equal("InvalidParameterValue", error.ErrorCode);
        Assert.Equal(
            $"Value {handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.", error.Message);
        Assert.Single(await _sqs.ReceiveAsync(queue));
    }

    [Fact]
    public async Task H10_deleting_by_an_older_handle_succeeds_without_effect_on_a_standard_queue()
    {
        var (queue, handle) = await ReceivedAsync("orders");
        _sqs.Advance(31);
        var newer = Assert.Single(await _sqs.ReceiveAsync(queue)).ReceiptHandle;

        await _sqs.Client.DeleteMessageAsync(queue, handle);
        Assert.Equal(1, _sqs.Broker.FindQueue("orders")!.InFlight);
        await _sqs.Client.DeleteMessageAsync(queue, newer);

        Assert.Equal(0, _sqs.Broker.FindQueue("orders")!.Total);
    }

    [Fact]
    public async Task H10_deleting_by_an_older_handle_fails_on_a_FIFO_queue()
    {
        var (queue, handle) = await ReceivedAsync("orders.fifo");
        _sqs.Advance(31);
        await _sqs.ReceiveAsync(queue);

        await Assert.ThrowsAsync<AmazonSQSException>(() => _sqs.Client.DeleteMessageAsync(queue, handle));

        Assert.Equal(1, _sqs.Broker.FindQueue("orders.fifo")!.InFlight);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("orders.fifo")]
    public async Task H10_deleting_after_visibility_was_extended_works(string name)
    {
        var (queue, handle) = await ReceivedAsync(name);
        await _sqs.Client.ChangeMessageVisibilityAsync(queue, handle, 120);
        _sqs.Advance(60);

        await _sqs.Client.DeleteMessageAsync(queue, handle);

        Assert.Equal(0, _sqs.Broker.FindQueue(name)!.Total);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("orders.fifo")]
    public async Task H10_deleting_what_has_expired_in_flight_succeeds(string name)
    {
        var (queue, handle) = await ReceivedAsync(name, visibility: 3600, ("MessageRetentionPeriod", "60"));
        _sqs.Advance(61);

        await _sqs.Client.DeleteMessageAsync(queue, handle);

        Assert.Equal(0, _sqs.Broker.Ledger.Count(name, LedgerEvent.Deleted));
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("orders.fifo")]
    public async Task H10_garbage_and_handles_of_other_queues_are_refused(string name)
    {
        var (queue, handle) = await ReceivedAsync(name);
        var other = await _sqs.CreateAsync("other");
        var forged = new ReceiptHandle(1, 1, 1).Write(key: 1);

        var error = await Assert.ThrowsAsync<ReceiptHandleIsInvalidException>(
            () => _sqs.Client.DeleteMessageAsync(queue, "garbage"));
        await Assert.ThrowsAsync<ReceiptHandleIsInvalidException>(() => _sqs.Client.DeleteMessageAsync(other, handle));
        await Assert.ThrowsAsync<ReceiptHandleIsInvalidException>(() => _sqs.Client.DeleteMessageAsync(queue, forged));

        Assert.Equal("The input receipt handle \"garbage\" is not a valid receipt handle.", error.Message);
    }

    [Fact]
    public async Task A_batch_deletes_what_it_can()
    {
        var (queue, handle) = await ReceivedAsync("orders");

        var answer = await _sqs.Client.DeleteMessageBatchAsync(queue, [new("good", handle), new("bad", "garbage")]);

        Assert.Equal("good", Assert.Single(answer.Successful).Id);
        var failed = Assert.Single(answer.Failed);
        Assert.Equal(("bad", "ReceiptHandleIsInvalid", true), (failed.Id, failed.Code, failed.SenderFault));
        Assert.Equal(0, _sqs.Broker.FindQueue("orders")!.Total);
    }

    private async Task<(string Queue, string Handle)> ReceivedAsync(
        string name, int visibility = 30, params (string, string)[] attributes)
    {
        var queue = await _sqs.CreateAsync(name, attributes);
        await _sqs.SendAsync(queue, "body", name.EndsWith(".fifo", StringComparison.Ordinal) ? "group" : null);
        return (queue, Assert.Single(await _sqs.ReceiveAsync(queue, visibility: visibility)).ReceiptHandle);
    }
}
