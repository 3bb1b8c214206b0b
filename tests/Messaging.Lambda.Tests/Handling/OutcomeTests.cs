using Messaging.Local;

namespace Messaging.Lambda.Tests;

/// <summary>What handlers record: dead letters are moved and retries delayed where the queue can be reached.</summary>
public sealed class OutcomeTests
{
    [Fact]
    public async Task A_dead_letter_is_copied_with_the_reason_and_then_acknowledged()
    {
        await using var function = new FunctionFixture();
        function.Script.Run = (id, context, _) =>
        {
            if (id == "b")
            {
                context.DeadLetter("No such product.");
            }

            return Task.CompletedTask;
        };
        var records = await function.ReceiveAsync("a", "b");

        var answer = await function.InvokeAsync(records);

        Assert.Empty(Events.Failures(answer));
        var letter = Assert.Single(function.Broker.Peek("orders-dlq"));
        Assert.Equal(Events.Envelope("b"), letter.Body);
        Assert.Equal(("No such product.", "orders"), (letter.Attributes["dead-letter-reason"], letter.Attributes["dead-letter-source"]));
        Assert.Equal("t1", letter.Attributes["tenant"]);
    }

    [Fact]
    public async Task What_cannot_be_read_is_moved_where_that_is_permitted()
    {
        await using var function = new FunctionFixture();
        await function.CreateQueuesAsync();

        var answer = await function.InvokeAsync(Events.Queue("orders", Events.Record("a"), Events.Record("b", "{broken")));

        Assert.Empty(Events.Failures(answer));
        Assert.Equal("{broken", Assert.Single(function.Broker.Peek("orders-dlq")).Body);
    }

    [Fact]
    public async Task A_dead_letter_queue_that_is_named_comes_before_the_policys()
    {
        await using var function = new FunctionFixture(function: added => added.DeadLetterTo("other"));
        await function.CreateQueuesAsync();
        await function.Sqs.CreateQueueAsync("other");

        await function.InvokeAsync(Events.Queue("orders", Events.Record("b", "{broken")));

        Assert.Single(function.Broker.Peek("other"));
        Assert.Empty(function.Broker.Peek("orders-dlq"));
    }

    [Theory]
    [InlineData("orders.fifo", "letters")]
    [InlineData("orders.fifo", "letters.fifo")]
    [InlineData("orders", "letters.fifo")]
    public async Task A_dead_letter_queue_may_be_of_another_kind_than_the_queue(string queue, string letters)
    {
        await using var function = new FunctionFixture(function: added => added.DeadLetterTo(letters));
        await function.CreateQueuesAsync(queue.EndsWith(".fifo", StringComparison.Ordinal) ? ".fifo" : "");
        await function.CreateAsync(letters);
        var group = queue == "orders" ? null : "g";

        var answer = await function.InvokeAsync(Events.Queue(
            queue, Events.Record("a", "{broken", group), Events.Record("b", "{broken", group)));

        Assert.Empty(Events.Failures(answer));
        Assert.Equal(2, function.Broker.Peek(letters).Count);
    }

    [Fact]
    public async Task A_dead_letter_queue_of_events_may_be_a_fifo_queue()
    {
        await using var function = new FunctionFixture(function: added => added.DeadLetterTo("letters.fifo"));
        await function.CreateAsync("letters.fifo");

        await function.InvokeAsync(Events.Topic("{broken"));

        Assert.Single(function.Broker.Peek("letters.fifo"));
    }

    [Fact]
    public async Task A_copy_that_is_refused_leaves_the_message_failed()
    {
        await using var function = new FunctionFixture();
        await function.CreateQueuesAsync();
        function.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.ServerError, Action = "SendMessage" });

        var answer = function.InvokeAsync(Events.Queue("orders", Events.Record("a"), Events.Record("b", "{broken")));

        Assert.Equal(["b"], Events.Failures(await answer));
    }

    [Fact]
    public async Task A_retry_that_a_handler_asks_for_changes_the_visibility()
    {
        await using var function = new FunctionFixture();
        function.Script.Run = (id, context, _) =>
        {
            if (id == "b")
            {
                context.RetryAfter(TimeSpan.FromMinutes(10));
            }

            return Task.CompletedTask;
        };
        var records = await function.ReceiveAsync("a", "b");

        var answer = await function.InvokeAsync(records);

        Assert.Single(Events.Failures(answer));
        function.Time.Advance(TimeSpan.FromSeconds(599));
        Assert.Equal(2, function.Broker.FindQueue("orders")!.InFlight + function.Broker.FindQueue("orders")!.Visible);
        Assert.DoesNotContain(Events.Envelope("b"), await function.VisibleAsync());
        function.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains(Events.Envelope("b"), await function.VisibleAsync());
    }

    [Fact]
    public async Task A_retry_of_the_last_attempt_is_not_delayed()
    {
        await using var function = new FunctionFixture();
        function.Script.Run = (_, context, _) =>
        {
            context.RetryAfter(TimeSpan.FromMinutes(10));
            return Task.CompletedTask;
        };
        var records = await function.ReceiveAsync("a");
        var last = records.Replace("\"ApproximateReceiveCount\":\"1\"", "\"ApproximateReceiveCount\":\"3\"", StringComparison.Ordinal);

        await Assert.ThrowsAsync<MessagesFailedException>(() => function.InvokeAsync(last));

        Assert.Equal(1, function.Broker.FindQueue("orders")!.Visible);
    }

    [Theory]
    [InlineData(2, 60)]
    [InlineData(3, 0)]
    [InlineData(4, 60)]
    [InlineData(400, 60)]
    public async Task A_queue_that_gives_up_later_than_the_option_says_gets_no_message_back_at_once_for_ever(int receives, int hidden)
    {
        await using var function = new FunctionFixture(options => options.MaxReceives = 3);
        function.Script.Run = (_, context, _) =>
        {
            context.RetryAfter(TimeSpan.FromMinutes(1));
            return Task.CompletedTask;
        };
        await function.Sqs.CreateQueueAsync("plain");
        var url = (await function.Sqs.GetQueueUrlAsync("plain")).QueueUrl;
        await function.Sqs.SendMessageAsync(url, Events.Envelope("a"));
        var message = (await function.Sqs.ReceiveMessageAsync(url)).Messages[0];

        await Assert.ThrowsAsync<MessagesFailedException>(() => function.InvokeAsync(
            Events.Queue("plain", Events.Record(message.MessageId, message.Body, receives: receives, receipt: message.ReceiptHandle))));

        Assert.Equal(hidden == 0 ? 1 : 0, function.Broker.FindQueue("plain")!.Visible);
        function.Time.Advance(TimeSpan.FromSeconds(hidden));
        Assert.Equal(1, function.Broker.FindQueue("plain")!.Visible);
    }

    [Fact]
    public async Task A_failing_head_of_a_group_takes_its_followers_along()
    {
        await using var function = new FunctionFixture(options => options.RetryDelay = TimeSpan.FromSeconds(4));
        function.Script.Run = (id, _, _) => id == "a1" ? throw new TimeoutException("no") : Task.CompletedTask;
        var records = await function.ReceiveFifoAsync("a1", "a2", "b1");

        var answer = await function.InvokeAsync(records);

        Assert.Equal(2, Events.Failures(answer).Length);
        function.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(2, function.Broker.FindQueue("orders.fifo")!.Visible);
    }

    [Fact]
    public async Task Without_a_delay_no_request_is_made()
    {
        await using var function = new FunctionFixture();
        function.Script.Run = (id, _, _) => id == "b" ? throw new TimeoutException("no") : Task.CompletedTask;
        await function.StartAsync();
        var before = function.Broker.Requests.Total;

        await function.InvokeAsync(Events.Queue("orders", Events.Record("a"), Events.Record("b")));

        Assert.Equal(before, function.Broker.Requests.Total);
    }

    [Fact]
    public async Task A_queue_that_cannot_be_reached_leaves_retries_to_its_own_timeout()
    {
        await using var function = new FunctionFixture();
        function.Script.Run = (id, context, _) =>
        {
            if (id == "b")
            {
                context.RetryAfter(TimeSpan.FromMinutes(10));
            }

            return Task.CompletedTask;
        };

        var answer = await function.InvokeAsync(Events.Queue("gone", Events.Record("a"), Events.Record("b")));

        Assert.Equal(["b"], Events.Failures(answer));
        Assert.Contains(function.Log.Entries, entry => entry.Id == 6008);
    }

    [Fact]
    public void Delays_stay_within_what_sqs_allows()
    {
        var message = new ReceivedMessage { Id = "a", ReceiptHandle = "r", Body = "" };
        var record = new BatchRecord(message) { Settlement = Settlement.Retry(TimeSpan.FromHours(12)) };

        var change = Assert.Single(RetryPlan.Of([record], null, new LambdaFunctionOptions(), TimeSpan.Zero, new Random(1)));

        Assert.Equal(TimeSpan.FromMinutes(700), change.Visibility);
    }

    [Fact]
    public void The_time_since_the_handler_ended_counts()
    {
        var message = new ReceivedMessage { Id = "a", ReceiptHandle = "r", Body = "" };
        var record = new BatchRecord(message) { Settlement = Settlement.Retry(TimeSpan.FromSeconds(5)), EndedAt = TimeSpan.FromSeconds(2) };

        Assert.Equal(
            [TimeSpan.FromSeconds(3)],
            RetryPlan.Of([record], null, new LambdaFunctionOptions(), TimeSpan.FromSeconds(4), new Random(1)).Select(change => change.Visibility));
        Assert.Equal(
            [TimeSpan.Zero],
            RetryPlan.Of([record], null, new LambdaFunctionOptions(), TimeSpan.FromSeconds(40), new Random(1)).Select(change => change.Visibility));
    }
}
