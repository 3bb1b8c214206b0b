namespace Messaging.Local.Tests;

/// <summary>What AWS was recorded to answer about order and locks of FIFO groups.</summary>
public sealed class FifoTraceTests : IDisposable
{
    private readonly BrokerFixture _sqs = new();

    public void Dispose() => _sqs.Dispose();

    [Fact]
    public async Task H14_a_batch_is_filled_from_one_group_before_the_next()
    {
        var queue = await WithAsync("g1-m1", "g2-m1", "g1-m2", "g1-m3");

        Assert.Equal(["g1-m1", "g1-m2", "g1-m3", "g2-m1"], await _sqs.BodiesAsync(queue));
    }

    [Fact]
    public async Task H14_a_group_is_locked_while_its_head_is_in_flight()
    {
        var queue = await WithAsync();
        Task<List<Amazon.SQS.Model.Message>>[] polls = [.. Enumerable.Range(0, 3).Select(_ => _sqs.ReceiveAsync(queue, wait: 20))];
        await SendAsync(queue, "g1-m1");
        var first = await Task.WhenAny(polls);
        var head = Assert.Single(await first);

        await SendAsync(queue, "g1-m2");
        _sqs.Advance(2);
        Assert.Equal(2, polls.Count(poll => !poll.IsCompleted));
        await _sqs.Client.DeleteMessageAsync(queue, head.ReceiptHandle);
        var second = await Task.WhenAny(polls.Except([first]));

        Assert.Equal("g1-m2", Assert.Single(await second).Body);
        Assert.Equal(1, polls.Count(poll => !poll.IsCompleted));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task H14_a_head_that_is_given_back_comes_after_groups_that_waited(int visibility)
    {
        var queue = await WithAsync("g1-m1", "g1-m2", "g2-m1");
        var received = await _sqs.ReceiveAsync(queue, most: 2);
        Assert.Equal(["g1-m1", "g1-m2"], received.Select(message => message.Body));

        await _sqs.Client.ChangeMessageVisibilityAsync(queue, received[0].ReceiptHandle, visibility);
        _sqs.Advance(2 * visibility);

        Assert.Equal(["g2-m1", "g1-m1"], await _sqs.BodiesAsync(queue, most: 3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1, "foo")]
    [InlineData(2, "foo", "bar")]
    public async Task H14_a_message_whose_visibility_is_extended_locks_what_follows(int extended, params string[] expected)
    {
        var queue = await WithAsync();
        foreach (var body in (string[])["foo", "bar", "baz"])
        {
            await _sqs.SendAsync(queue, body, "group");
        }

        var received = await _sqs.ReceiveAsync(queue, visibility: 1);
        await _sqs.Client.ChangeMessageVisibilityAsync(queue, received[extended].ReceiptHandle, 4);
        _sqs.Advance(2.5);

        Assert.Equal(expected, await _sqs.BodiesAsync(queue, most: 5));
    }

    [Fact]
    public async Task H14_after_its_deletes_a_group_goes_on_in_the_order_of_sending()
    {
        var queue = await WithAsync("g1-m1", "g2-m1", "g1-m2", "g2-m2", "g1-m3", "g1-m4", "g3-m1");
        var received = await _sqs.ReceiveAsync(queue, most: 2);

        foreach (var message in received)
        {
            await _sqs.Client.DeleteMessageAsync(queue, message.ReceiptHandle);
        }

        Assert.Equal(["g1-m1", "g1-m2"], received.Select(message => message.Body));
        Assert.Equal(["g2-m1", "g2-m2", "g1-m3", "g1-m4", "g3-m1"], await _sqs.BodiesAsync(queue));
    }

    [Fact]
    public async Task H14_a_group_stays_locked_when_only_some_of_its_messages_are_deleted()
    {
        var queue = await WithAsync("g1-m1", "g2-m1", "g1-m2", "g2-m2", "g1-m3", "g1-m4", "g3-m1");
        var received = await _sqs.ReceiveAsync(queue, most: 2);

        await _sqs.Client.DeleteMessageAsync(queue, received[0].ReceiptHandle);

        Assert.Equal(["g2-m1", "g2-m2", "g3-m1"], await _sqs.BodiesAsync(queue));
    }

    [Fact]
    public async Task H14_receives_that_hide_nothing_send_groups_to_the_end()
    {
        var queue = await WithAsync("g1-m1", "g2-m1", "g2-m2", "g3-m1", "g1-m2");

        Assert.Equal(["g1-m1", "g1-m2", "g2-m1"], await _sqs.BodiesAsync(queue, most: 3, visibility: 0));
        Assert.Equal(["g3-m1", "g1-m1", "g1-m2", "g2-m1", "g2-m2"], await _sqs.BodiesAsync(queue, visibility: 0));
    }

    [Fact]
    public async Task H14_groups_come_back_in_the_order_in_which_their_heads_became_visible()
    {
        var queue = await WithAsync("g1-m1", "g1-m2", "g1-m3", "g1-m4", "g2-m1", "g3-m1");

        Assert.Equal(["g1-m1", "g1-m2"], await _sqs.BodiesAsync(queue, most: 2, visibility: 1));
        Assert.Equal(["g2-m1"], await _sqs.BodiesAsync(queue, most: 1, visibility: 1));
        _sqs.Advance(2);

        Assert.Equal(["g3-m1", "g1-m1", "g1-m2", "g1-m3", "g1-m4", "g2-m1"], await _sqs.BodiesAsync(queue));
    }

    [Fact]
    public async Task H14_messages_come_again_in_their_order()
    {
        var queue = await WithAsync("g1-m1", "g1-m2", "g1-m3");
        await _sqs.ReceiveAsync(queue, visibility: 1);
        _sqs.Advance(1);

        Assert.Equal(["g1-m1", "g1-m2", "g1-m3"], await _sqs.BodiesAsync(queue));
    }

    [Fact]
    public async Task H14_messages_behind_a_lock_count_as_visible()
    {
        var queue = await WithAsync("g1-m1", "g1-m2", "g1-m3");
        await _sqs.ReceiveAsync(queue, most: 1);

        var attributes = await _sqs.Client.GetQueueAttributesAsync(queue, ["All"]);

        Assert.Equal(2, attributes.ApproximateNumberOfMessages);
        Assert.Equal(1, attributes.ApproximateNumberOfMessagesNotVisible);
    }

    private async Task<string> WithAsync(params string[] bodies)
    {
        var queue = await _sqs.CreateAsync("orders.fifo");
        foreach (var body in bodies)
        {
            await SendAsync(queue, body);
        }

        return queue;
    }

    private Task<Amazon.SQS.Model.SendMessageResponse> SendAsync(string queue, string body) => _sqs.SendAsync(queue, body, body.Split('-')[0]);
}
