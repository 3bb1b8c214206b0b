namespace Messaging.Lambda.Tests;

/// <summary>Part D.3 of the semantics, seen from the function: what it answers to a batch of a standard queue.</summary>
public sealed class QueueEventTests
{
    [Fact]
    public async Task When_all_is_handled_no_failure_is_named()
    {
        await using var function = new FunctionFixture();

        var answer = await function.InvokeAsync(Events.Queue("orders", Events.Record("a"), Events.Record("b")));

        Assert.Equal("""{"batchItemFailures":[]}""", answer);
        Assert.Equal(["a", "b"], function.Script.Handled.Order());
    }

    [Theory]
    [InlineData(null, "failed, delivery 1 of any number.")]
    [InlineData(3, "failed, delivery 1 of 3.")]
    public async Task The_log_of_a_failure_says_which_delivery_it_was_of_how_many(int? receives, string logged)
    {
        await using var function = new FunctionFixture(options => options.MaxReceives = receives);
        function.Script.Run = (_, _, _) => throw new TimeoutException("no");

        await Assert.ThrowsAsync<MessagesFailedException>(() => function.InvokeAsync(Events.Queue("orders", Events.Record("a"))));

        Assert.EndsWith(logged, Assert.Single(function.Log.Entries, entry => entry.Id == 1021).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_throws_is_named_and_the_rest_is_not()
    {
        await using var function = new FunctionFixture();
        function.Script.Run = (id, _, _) => id == "b" ? throw new TimeoutException("no") : Task.CompletedTask;

        var answer = await function.InvokeAsync(
            Events.Queue("orders", Events.Record("a"), Events.Record("b"), Events.Record("c")));

        Assert.Equal(["b"], Events.Failures(answer));
        Assert.Equal(["a", "c"], function.Script.Handled.Order());
    }

    [Fact]
    public async Task When_nothing_was_handled_the_invocation_fails()
    {
        await using var function = new FunctionFixture();
        function.Script.Run = (_, _, _) => throw new TimeoutException("no");

        var failure = await Assert.ThrowsAsync<MessagesFailedException>(
            () => function.InvokeAsync(Events.Queue("orders", Events.Record("a"), Events.Record("b"))));

        Assert.StartsWith("2 of 2 messages of queue 'orders'", failure.Message, StringComparison.Ordinal);
        Assert.IsType<TimeoutException>(failure.InnerException);
    }

    [Fact]
    public async Task Without_partial_responses_one_failure_fails_the_invocation()
    {
        await using var function = new FunctionFixture(options => options.ReportBatchItemFailures = false);
        function.Script.Run = (id, _, _) => id == "b" ? throw new TimeoutException("no") : Task.CompletedTask;

        await Assert.ThrowsAsync<MessagesFailedException>(
            () => function.InvokeAsync(Events.Queue("orders", Events.Record("a"), Events.Record("b"))));
    }

    [Fact]
    public async Task What_cannot_be_read_fails_alone_when_there_is_nowhere_to_move_it()
    {
        await using var function = new FunctionFixture();

        var answer = await function.InvokeAsync(Events.Queue(
            "orders", Events.Record("a"), Events.Record("b", "{broken"), Events.Record("c", Events.Envelope("c", "unknown.v1"))));

        Assert.Equal(["b", "c"], Events.Failures(answer));
        Assert.Equal(["a"], function.Script.Handled);
    }

    [Fact]
    public async Task A_body_that_is_no_text_fails_alone()
    {
        await using var function = new FunctionFixture();
        var json = Events.Queue("orders", Events.Record("a"), Events.Record("b", "half a pair"))
            .Replace("half a pair", "\\ud800", StringComparison.Ordinal);

        var answer = await function.InvokeAsync(json);

        Assert.Equal(["b"], Events.Failures(answer));
    }

    [Fact]
    public async Task A_message_that_comes_twice_in_a_batch_is_handled_once()
    {
        await using var function = new FunctionFixture();

        var answer = await function.InvokeAsync(Events.Queue(
            "orders", Events.Record("a"), Events.Record("a", receives: 2), Events.Record("b")));

        Assert.Empty(Events.Failures(answer));
        Assert.Equal(["a", "b"], function.Script.Handled.Order());
    }

    [Fact]
    public async Task A_message_that_comes_twice_and_fails_is_named_once()
    {
        await using var function = new FunctionFixture();
        function.Script.Run = (id, _, _) => id == "a" ? throw new TimeoutException("no") : Task.CompletedTask;

        var answer = await function.InvokeAsync(Events.Queue(
            "orders", Events.Record("a"), Events.Record("b"), Events.Record("a", receives: 2)));

        Assert.Equal(["a"], Events.Failures(answer));
    }

    [Fact]
    public async Task No_more_run_at_once_than_allowed()
    {
        await using var function = new FunctionFixture(options => options.MaxConcurrency = 3);
        var (running, most) = (0, 0);
        var full = new TaskCompletionSource();
        function.Script.Run = async (_, _, _) =>
        {
            lock (full)
            {
                most = Math.Max(most, ++running);
                if (running == 3)
                {
                    full.TrySetResult();
                }
            }

            await full.Task;
            lock (full)
            {
                running--;
            }
        };

        await function.InvokeAsync(Events.Queue("orders", Enumerable.Range(0, 20).Select(i => Events.Record("m" + i))));

        Assert.Equal(3, most);
        Assert.Equal(20, function.Script.Handled.Count);
    }

    [Fact]
    public async Task Handlers_see_what_the_record_says()
    {
        await using var function = new FunctionFixture(options => options.MaxReceives = 4);
        var record = Events.Record("a", receives: 4);
        record["messageAttributes"] = new System.Text.Json.Nodes.JsonObject
        {
            ["tenant"] = new System.Text.Json.Nodes.JsonObject { ["stringValue"] = "t1", ["dataType"] = "String" },
            ["binary"] = new System.Text.Json.Nodes.JsonObject { ["binaryValue"] = "AAE=", ["dataType"] = "Binary" },
        };

        await function.InvokeAsync(Events.Queue("orders", record));

        var context = Assert.Single(function.Script.Contexts);
        Assert.Equal(("e-a", "order.v1", 4, true), (context.MessageId, context.MessageName, context.DeliveryCount, context.IsLastAttempt));
        Assert.Equal(("t1", "orders", "/tests"), (context.Headers["tenant"], context.ConsumerName, context.Source));
        Assert.False(context.Headers.ContainsKey("binary"));
    }

    [Fact]
    public async Task No_log_entry_holds_a_body_or_a_receipt()
    {
        await using var function = new FunctionFixture();
        function.Script.Run = (id, _, _) => id == "a" ? throw new TimeoutException("no") : Task.CompletedTask;

        await function.InvokeAsync(Events.Queue("orders", Events.Record("a"), Events.Record("b"), Events.Record("c", "{secret-body")));

        Assert.NotEmpty(function.Log.Entries);
        Assert.All(function.Log.Entries, entry =>
        {
            Assert.DoesNotContain("secret-body", entry.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("receipt-", entry.Text, StringComparison.Ordinal);
        });
    }
}
