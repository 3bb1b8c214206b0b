using Amazon.SQS.Model;

namespace Messaging.Local.Tests;

/// <summary>D.1 and D.2: the event that a function gets, and the settings of a mapping.</summary>
public sealed class MappingTests : IDisposable
{
    private readonly MappingFixture _mapping = new();

    public void Dispose() => _mapping.Dispose();

    [Fact]
    public async Task H39_a_record_has_the_members_of_the_event_in_their_case()
    {
        await _mapping.StartAsync(fifo: true);
        await _mapping.Broker.Client.SendMessageAsync(new SendMessageRequest(_mapping.Queue, "the \"body\" ü")
        {
            MessageGroupId = "1",
            MessageDeduplicationId = "dedup-1",
            MessageAttributes = new()
            {
                ["Author"] = new() { DataType = "String", StringValue = "John Grisham" },
                ["Picture"] = new() { DataType = "Binary", BinaryValue = new MemoryStream([0, 1]) },
            },
        });

        var record = (await _mapping.NextAsync()).Records[0]!.AsObject();

        Assert.Equal(
            ["messageId", "receiptHandle", "body", "attributes", "messageAttributes", "md5OfMessageAttributes", "md5OfBody", "eventSource", "eventSourceARN", "awsRegion"],
            record.Select(member => member.Key));
        Assert.Equal(
            ["ApproximateReceiveCount", "SentTimestamp", "SenderId", "ApproximateFirstReceiveTimestamp", "SequenceNumber", "MessageGroupId", "MessageDeduplicationId"],
            record["attributes"]!.AsObject().Select(member => member.Key));
        Assert.Equal("the \"body\" ü", record["body"]!.GetValue<string>());
        Assert.Equal("arn:aws:sqs:us-east-1:000000000000:orders.fifo", record["eventSourceARN"]!.GetValue<string>());
        Assert.Equal(
            """{"stringValue":"John Grisham","stringListValues":[],"binaryListValues":[],"dataType":"String"}""",
            record["messageAttributes"]!["Author"]!.ToJsonString());
        Assert.Equal("AAE=", record["messageAttributes"]!["Picture"]!["binaryValue"]!.GetValue<string>());
    }

    [Fact]
    public async Task H39_attributes_are_there_when_a_message_has_none()
    {
        await _mapping.StartAsync();
        await _mapping.SendAsync("a");

        var record = (await _mapping.NextAsync()).Records[0]!.AsObject();

        Assert.Equal("{}", record["messageAttributes"]!.ToJsonString());
        Assert.False(record.ContainsKey("md5OfMessageAttributes"));
        Assert.False(record["attributes"]!.AsObject().ContainsKey("MessageGroupId"));
    }

    [Fact]
    public async Task What_is_there_goes_at_once_up_to_the_size_of_a_batch()
    {
        await _mapping.StartAsync(new LocalMappingOptions { BatchSize = 2, BatchWindow = TimeSpan.FromSeconds(60) });
        await _mapping.SendAsync("a", "b");

        // Full before the end of the window.
        Assert.Equal(["a", "b"], (await _mapping.NextAsync()).Bodies.Order());
    }

    [Fact]
    public async Task A_batch_that_is_not_full_waits_for_the_end_of_its_window()
    {
        await _mapping.StartAsync(new LocalMappingOptions { BatchSize = 100, BatchWindow = TimeSpan.FromSeconds(5) });
        await _mapping.SendAsync([.. Enumerable.Range(0, 12).Select(number => "m" + number)]);
        await _mapping.UntilAsync(() => _mapping.Broker.Broker.FindQueue("orders")!.InFlight == 12);
        Assert.False(_mapping.HasInvocation);

        // What was gathered goes at the end of the window, which began with the first of them.
        _mapping.Broker.Advance(6);

        Assert.Equal(12, (await _mapping.NextAsync()).Bodies.Length);
    }

    [Fact]
    public async Task An_event_ends_before_six_megabytes()
    {
        await _mapping.StartAsync(new LocalMappingOptions { BatchSize = 10, BatchWindow = TimeSpan.FromSeconds(60) });
        var megabyte = new string('x', 1_000_000);
        for (var number = 0; number < 7; number++)
        {
            await _mapping.Broker.SendAsync(_mapping.Queue, megabyte);
        }

        var batch = await _mapping.NextAsync();

        Assert.Equal(6, batch.Bodies.Length);
    }

    [Fact]
    public async Task No_more_invocations_run_than_the_concurrency_allows()
    {
        await _mapping.StartAsync(new LocalMappingOptions { BatchSize = 1, MaxConcurrency = 2 });
        await _mapping.SendAsync("a", "b", "c");
        var first = await _mapping.NextAsync();
        await _mapping.NextAsync();
        Assert.False(_mapping.HasInvocation);
        Assert.Equal(2, _mapping.Broker.Broker.FindQueue("orders")!.InFlight);

        await _mapping.AnswerAsync(first, "{}");

        await _mapping.NextAsync();
    }

    [Fact]
    public async Task Delegates_that_block_run_side_by_side_too()
    {
        // The limit is no measure of anything: a test that would hang fails.
        using var both = new Barrier(2);
        var met = new TaskCompletionSource<bool>();
        _mapping.Broker.Broker.Functions.Add("blocking", (_, token) =>
        {
            met.TrySetResult(both.SignalAndWait(TimeSpan.FromMinutes(1), token));
            return Task.FromResult<string?>(null);
        });
        var queue = await _mapping.Broker.CreateAsync("orders");
        await _mapping.Broker.SendAsync(queue, "a");
        await _mapping.Broker.SendAsync(queue, "b");

        _mapping.Broker.Broker.Mappings.Add("orders", "blocking", new LocalMappingOptions { BatchSize = 1 });

        Assert.True(await met.Task);
    }

    [Fact]
    public async Task Of_a_fifo_group_one_invocation_runs_at_a_time()
    {
        await _mapping.StartAsync(new LocalMappingOptions { BatchSize = 1 }, fifo: true);
        await _mapping.SendAsync("a1", "a2", "b1");
        var (first, second) = (await _mapping.NextAsync(), await _mapping.NextAsync());
        Assert.Equal(["a1", "b1"], first.Bodies.Concat(second.Bodies).Order());
        Assert.False(_mapping.HasInvocation);

        await _mapping.AnswerAsync(first.Bodies[0] == "a1" ? first : second, "{}");

        Assert.Equal(["a2"], (await _mapping.NextAsync()).Bodies);
    }

    [Fact]
    public async Task What_an_event_of_a_fifo_queue_has_no_room_for_waits_for_the_answer_to_it()
    {
        await StartWithLargeGroupAsync();
        var first = await _mapping.NextAsync();
        await _mapping.SendAsync("b1");
        Assert.Equal(["b1"], (await _mapping.NextAsync()).Bodies);
        Assert.False(_mapping.HasInvocation);

        await _mapping.AnswerAsync(first, "{}");

        Assert.Equal((6, 1), (first.Bodies.Length, (await _mapping.NextAsync()).Bodies.Length));
    }

    [Fact]
    public async Task What_an_event_of_a_fifo_queue_has_no_room_for_does_not_overtake_what_failed()
    {
        await StartWithLargeGroupAsync();
        var first = await _mapping.NextAsync();

        await _mapping.FailAsync(first);
        _mapping.Broker.Advance(30);

        Assert.Equal(first.Ids, (await _mapping.NextAsync()).Ids);
    }

    [Fact]
    public async Task A_removed_mapping_takes_nothing_more()
    {
        await _mapping.StartAsync();
        var mapping = Assert.Single(_mapping.Broker.Broker.Mappings.List());

        Assert.True(_mapping.Broker.Broker.Mappings.Remove(mapping.Id));
        await _mapping.SendAsync("a");

        // A poll that ends may have taken the message, and gives it back.
        Assert.Equal(["a"], (await _mapping.Broker.ReceiveAsync(_mapping.Queue, wait: 20)).Select(message => message.Body));
        Assert.False(_mapping.HasInvocation);
        Assert.Empty(_mapping.Broker.Broker.Mappings.List());
        Assert.False(_mapping.Broker.Broker.Mappings.Remove(mapping.Id));
    }

    [Fact]
    public async Task A_mapping_waits_for_a_queue_that_is_created_later()
    {
        var called = new TaskCompletionSource<string>();
        _mapping.Broker.Broker.Functions.Add("late", (json, _) =>
        {
            called.TrySetResult(json);
            return Task.FromResult<string?>(null);
        });
        _mapping.Broker.Broker.Mappings.Add("late", "late");
        var queue = await _mapping.Broker.CreateAsync("late");
        await _mapping.Broker.SendAsync(queue, "a");

        // Until then it looked for the queue now and then; one of its timers is set, or the queue is there already.
        await _mapping.UntilAsync(() =>
        {
            _mapping.Broker.Advance(5);
            return called.Task.IsCompleted;
        });

        Assert.Contains("\"body\":\"a\"", await called.Task, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orders", 0, 0, null)]
    [InlineData("orders", 11, 0, null)]
    [InlineData("orders", 10_001, 1, null)]
    [InlineData("orders", 10, 301, null)]
    [InlineData("orders", 10, -1, null)]
    [InlineData("orders", 10, 0.5, null)]
    [InlineData("orders", 10, 0, 1)]
    [InlineData("orders", 10, 0, 1001)]
    [InlineData("orders.fifo", 11, 0, null)]
    [InlineData("orders.fifo", 10, 1, null)]
    public void Settings_that_lambda_refuses_are_refused(string queue, int size, double window, int? concurrency) =>
        Assert.ThrowsAny<ArgumentException>(() => _mapping.Broker.Broker.Mappings.Add(queue, "handler", new LocalMappingOptions
        {
            BatchSize = size,
            BatchWindow = TimeSpan.FromSeconds(window),
            MaxConcurrency = concurrency,
        }));

    [Fact]
    public async Task A_function_that_may_take_longer_than_messages_stay_hidden_is_refused()
    {
        await _mapping.Broker.CreateAsync("slow", ("VisibilityTimeout", "30"));
        _mapping.Broker.Broker.Functions.AddRuntime("slow", new LocalFunctionOptions { Timeout = TimeSpan.FromSeconds(60) });

        var refusal = Assert.Throws<ArgumentException>(() => _mapping.Broker.Broker.Mappings.Add("slow", "slow"));

        Assert.StartsWith(
            "Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Starts with a group of which one event holds six messages and not the seventh.</summary>
    private async Task StartWithLargeGroupAsync()
    {
        var (queue, _) = await _mapping.Broker.CreateWithDeadLettersAsync(maxReceives: 3, fifo: true);
        for (var number = 0; number < 7; number++)
        {
            await _mapping.Broker.SendAsync(queue, $"a{number}{new string('x', 1_000_000)}", "a");
        }

        await _mapping.StartAsync(fifo: true);
    }
}
