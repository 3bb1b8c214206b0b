using Amazon.SQS.Model;

namespace Messaging.Local.Tests;

public sealed class LongPollTests : IDisposable
{
    private readonly BrokerFixture _sqs = new();

    public void Dispose() => _sqs.Dispose();

    [Fact]
    public async Task H09_a_long_poll_wakes_when_a_message_is_sent()
    {
        var queue = await _sqs.CreateAsync("orders");
        var poll = _sqs.ReceiveAsync(queue, wait: 20);
        Assert.False(poll.IsCompleted);

        await _sqs.SendAsync(queue, "body");

        Assert.Equal("body", Assert.Single(await poll).Body);
    }

    [Fact]
    public async Task H09_a_long_poll_wakes_when_a_delay_ends()
    {
        var queue = await _sqs.CreateAsync("orders", ("DelaySeconds", "7"));
        await _sqs.SendAsync(queue, "body");
        var poll = _sqs.ReceiveAsync(queue, wait: 20);

        _sqs.Advance(6.9);
        Assert.False(poll.IsCompleted);
        _sqs.Advance(0.1);

        Assert.Single(await poll);
    }

    [Fact]
    public async Task H09_a_long_poll_wakes_when_a_visibility_timeout_ends()
    {
        var queue = await _sqs.CreateAsync("orders");
        await _sqs.SendAsync(queue, "body");
        await _sqs.ReceiveAsync(queue, visibility: 5);
        var poll = _sqs.ReceiveAsync(queue, wait: 20);

        _sqs.Advance(4.9);
        Assert.False(poll.IsCompleted);
        _sqs.Advance(0.1);

        Assert.Single(await poll);
    }

    [Fact]
    public async Task H09_a_long_poll_wakes_when_a_message_is_given_back()
    {
        var queue = await _sqs.CreateAsync("orders");
        await _sqs.SendAsync(queue, "body");
        var received = await _sqs.ReceiveAsync(queue);
        var poll = _sqs.ReceiveAsync(queue, wait: 20);

        await _sqs.Client.ChangeMessageVisibilityAsync(queue, received[0].ReceiptHandle, 0);

        Assert.Single(await poll);
    }

    [Fact]
    public async Task H09_a_long_poll_wakes_at_an_end_of_visibility_that_came_nearer()
    {
        var queue = await _sqs.CreateAsync("orders");
        await _sqs.SendAsync(queue, "body");
        var received = await _sqs.ReceiveAsync(queue, visibility: 900);
        var poll = _sqs.ReceiveAsync(queue, wait: 20);

        await _sqs.Client.ChangeMessageVisibilityAsync(queue, received[0].ReceiptHandle, 3);
        _sqs.Advance(3);

        Assert.Single(await poll);
    }

    [Fact]
    public async Task H09_a_long_poll_wakes_when_a_FIFO_group_is_unlocked()
    {
        var queue = await _sqs.CreateAsync("orders.fifo");
        await _sqs.SendAsync(queue, "m1", "g");
        var received = await _sqs.ReceiveAsync(queue);
        var poll = _sqs.ReceiveAsync(queue, wait: 20);

        await _sqs.SendAsync(queue, "m2", "g");
        Assert.False(poll.IsCompleted);
        await _sqs.Client.DeleteMessageAsync(queue, received[0].ReceiptHandle);

        Assert.Equal("m2", Assert.Single(await poll).Body);
    }

    [Fact]
    public async Task H09_a_long_poll_wakes_when_a_dead_letter_arrives()
    {
        var (queue, letters) = await _sqs.CreateWithDeadLettersAsync(1);
        await _sqs.SendAsync(queue, "body");
        await _sqs.ReceiveAsync(queue, visibility: 0);
        var poll = _sqs.ReceiveAsync(letters, wait: 20);

        Assert.Empty(await _sqs.ReceiveAsync(queue));

        Assert.Single(await poll);
    }

    [Fact]
    public async Task A_long_poll_that_gets_nothing_ends_when_its_wait_is_over()
    {
        var queue = await _sqs.CreateAsync("orders");
        var poll = _sqs.ReceiveAsync(queue, wait: 20);

        _sqs.Advance(19.9);
        Assert.False(poll.IsCompleted);
        _sqs.Advance(0.1);

        Assert.Empty(await poll);
    }

    [Fact]
    public async Task A_long_poll_does_not_get_what_came_after_its_end_when_time_jumps()
    {
        var queue = await _sqs.CreateAsync("orders");
        await _sqs.Client.SendMessageAsync(new SendMessageRequest(queue, "late") { DelaySeconds = 6 });
        var poll = _sqs.ReceiveAsync(queue, wait: 5);

        _sqs.Advance(60);

        Assert.Empty(await poll);
        Assert.Single(await _sqs.ReceiveAsync(queue));
    }

    [Fact]
    public async Task The_wait_of_the_queue_holds_unless_the_request_says_zero()
    {
        var queue = await _sqs.CreateAsync("orders", ("ReceiveMessageWaitTimeSeconds", "10"));

        Assert.Empty(await _sqs.ReceiveAsync(queue, wait: 0));
        var poll = _sqs.ReceiveAsync(queue);
        _sqs.Advance(9);
        Assert.False(poll.IsCompleted);
        _sqs.Advance(1);

        Assert.Empty(await poll);
    }

    [Fact]
    public async Task Polls_are_served_in_the_order_in_which_they_came()
    {
        var queue = await _sqs.CreateAsync("orders");
        var first = _sqs.ReceiveAsync(queue, most: 1, wait: 20);
        var second = _sqs.ReceiveAsync(queue, most: 1, wait: 20);

        await _sqs.SendAsync(queue, "one");
        await _sqs.SendAsync(queue, "two");

        Assert.Equal("one", (await first)[0].Body);
        Assert.Equal("two", (await second)[0].Body);
    }

    [Fact]
    public async Task A_waiting_poll_fails_when_its_queue_is_deleted()
    {
        var queue = await _sqs.CreateAsync("orders");
        var poll = _sqs.ReceiveAsync(queue, wait: 20);

        await _sqs.Client.DeleteQueueAsync(queue);

        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => poll);
    }

    [Fact]
    public async Task A_cancelled_poll_of_an_exact_broker_takes_nothing()
    {
        var queue = await _sqs.CreateAsync("orders");
        using var cancellation = new CancellationTokenSource();
        var poll = _sqs.Client.ReceiveMessageAsync(
            new ReceiveMessageRequest(queue) { WaitTimeSeconds = 20 }, cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        await _sqs.SendAsync(queue, "body");

        Assert.Single(await _sqs.ReceiveAsync(queue));
    }

    [Fact]
    public async Task A_cancelled_poll_of_an_unkind_broker_may_take_messages_until_its_wait_ends()
    {
        var options = LocalBrokerOptions.Exact();
        options.CancelledPollsMayTakeMessages = true;
        using var sqs = new BrokerFixture(options);
        var queue = await sqs.CreateAsync("orders");
        var lost = 0;
        for (var time = 0; time < 20; time++)
        {
            using var cancellation = new CancellationTokenSource();
            var poll = sqs.Client.ReceiveMessageAsync(
                new ReceiveMessageRequest(queue) { WaitTimeSeconds = 20 }, cancellation.Token);
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);

            await sqs.SendAsync(queue, "body");
            lost += sqs.Broker.FindQueue("orders")!.InFlight;
            sqs.Advance(30);
            var back = Assert.Single(await sqs.ReceiveAsync(queue));
            await sqs.Client.DeleteMessageAsync(queue, back.ReceiptHandle);
        }

        Assert.InRange(lost, 1, 19);
    }

    [Fact]
    public async Task What_was_answered_to_a_poll_at_the_moment_of_its_cancellation_is_taken_back()
    {
        var queue = await _sqs.CreateAsync("orders");
        var region = _sqs.Broker.RegionOf("us-east-1");
        await _sqs.SendAsync(queue, "body");
        region.Queues.With("orders", (found, now) =>
        {
            var poll = new Poll(found, new ReceiveRequest(), now.AddSeconds(20));
            poll.Complete(found.Receive(poll.Request, true, now));
            found.Polls.Cancel(poll, now);
            return 0;
        });

        Assert.Equal("1", Assert.Single(await _sqs.ReceiveAsync(queue)).Attributes["ApproximateReceiveCount"]);
    }

    [Fact]
    public async Task Timers_are_set_only_while_a_receive_waits()
    {
        var time = new CountingTimeProvider();
        using var broker = new LocalBroker(LocalBrokerOptions.Exact(), time);
        var region = broker.RegionOf("us-east-1");
        region.Queues.Create("orders", EmptyMap.Value, EmptyMap.Value);
        region.Messages.Send("orders", new SendRequest(new MessageContent("body")));
        await region.Messages.ReceiveAsync("orders", new ReceiveRequest(), default);
        Assert.Equal(0, time.Armed);

        var poll = region.Messages.ReceiveAsync("orders", new ReceiveRequest { WaitSeconds = 20 }, default);
        Assert.Equal(1, time.Armed);
        region.Messages.Send("orders", new SendRequest(new MessageContent("body")));
        await poll;

        Assert.Equal(0, time.Armed);
    }

    /// <summary>Knows how many timers are set.</summary>
    private sealed class CountingTimeProvider : TimeProvider
    {
        public int Armed { get; private set; }

        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new CountedTimer(this, dueTime);

        private sealed class CountedTimer : ITimer
        {
            private readonly CountingTimeProvider _time;
            private bool _armed;

            public CountedTimer(CountingTimeProvider time, TimeSpan dueTime)
            {
                _time = time;
                Change(dueTime, Timeout.InfiniteTimeSpan);
            }

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                var armed = dueTime != Timeout.InfiniteTimeSpan;
                _time.Armed += (armed ? 1 : 0) - (_armed ? 1 : 0);
                _armed = armed;
                return true;
            }

            public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
