namespace Messaging.Local.Tests;

/// <summary>The decision table of D.3: what of a batch is acknowledged by which answer of a function.</summary>
public sealed class PartialBatchTests : IDisposable
{
    private readonly MappingFixture _mapping = new();

    public void Dispose() => _mapping.Dispose();

    [Theory]
    [InlineData("""{"batchItemFailures":[]}""")]
    [InlineData("""{"batchItemFailures":null}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData(null)]
    public async Task H38_an_answer_without_failures_acknowledges_all(string? answer)
    {
        await _mapping.StartAsync();
        await _mapping.SendAsync("a");

        var acknowledged = await _mapping.AnswerAsync(await _mapping.NextAsync(), answer);

        Assert.Equal((1, 0), (acknowledged, _mapping.Left()));
    }

    [Theory]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":""}]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":null}]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":7}]}""")]
    [InlineData("""{"batchItemFailures":[{"foo":"notvalid"}]}""")]
    [InlineData("""{"batchItemFailures":["a"]}""")]
    [InlineData("""{"batchItemFailures":{}}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"00000000-0000-0000-0000-000000000000"}]}""")]
    [InlineData("{broken")]
    [InlineData("[]")]
    public async Task H38_an_answer_that_makes_no_sense_acknowledges_nothing(string answer)
    {
        await _mapping.StartAsync();
        await _mapping.SendAsync("a");

        var acknowledged = await _mapping.AnswerAsync(await _mapping.NextAsync(), answer);

        Assert.Equal((0, 1), (acknowledged, _mapping.Left()));
    }

    [Fact]
    public async Task H38_a_function_that_throws_acknowledges_nothing()
    {
        await _mapping.StartAsync();
        await _mapping.SendAsync("a");

        var acknowledged = await _mapping.FailAsync(await _mapping.NextAsync());

        Assert.Equal((0, 1), (acknowledged, _mapping.Left()));
    }

    [Fact]
    public async Task H38_what_is_named_comes_again_when_its_visibility_timeout_is_over_and_the_rest_is_deleted()
    {
        await _mapping.StartAsync(BatchesOf(3));
        await _mapping.SendAsync("a", "b", "c");
        var batch = await _mapping.NextAsync();

        var acknowledged = await _mapping.AnswerAsync(batch, batch.Failing("b"));
        Assert.Equal((2, 1), (acknowledged, _mapping.Left()));
        await _mapping.SendAsync("d", "e");
        Assert.False(_mapping.HasInvocation);
        _mapping.Broker.Advance(30);

        var again = await _mapping.NextAsync();
        Assert.Equal(["b", "d", "e"], again.Bodies.Order());
        var record = again.Records[Array.IndexOf(again.Bodies, "b")]!;
        Assert.Equal("2", record["attributes"]!["ApproximateReceiveCount"]!.GetValue<string>());
    }

    [Fact]
    public async Task H38_an_id_that_is_named_twice_counts_once()
    {
        await _mapping.StartAsync(BatchesOf(2));
        await _mapping.SendAsync("a", "b");
        var batch = await _mapping.NextAsync();
        var id = batch.Ids[Array.IndexOf(batch.Bodies, "a")];

        var acknowledged = await _mapping.AnswerAsync(
            batch, $$"""{"batchItemFailures":[{"itemIdentifier":"{{id}}"},{"itemIdentifier":"{{id}}"}]}""");

        Assert.Equal(1, acknowledged);
        Assert.Equal("a", Assert.Single(_mapping.Broker.Broker.Peek("orders")).Body);
    }

    [Fact]
    public async Task H38_without_partial_responses_any_answer_acknowledges_all()
    {
        await _mapping.StartAsync(new LocalMappingOptions());
        await _mapping.SendAsync("a");
        var batch = await _mapping.NextAsync();

        Assert.Equal(1, await _mapping.AnswerAsync(batch, batch.Failing("a")));
    }

    [Fact]
    public async Task H38_a_message_that_always_fails_goes_to_the_dead_letter_queue_after_its_last_receive()
    {
        await _mapping.StartAsync();
        await _mapping.SendAsync("a");
        for (var receive = 1; receive <= 3; receive++)
        {
            await _mapping.FailAsync(await _mapping.NextAsync());
            _mapping.Broker.Advance(30);
        }

        await _mapping.SendAsync("b");

        Assert.Equal(["b"], (await _mapping.NextAsync()).Bodies);
        var letter = Assert.Single(_mapping.Broker.Broker.Peek("orders-dlq"));
        Assert.Equal(("a", 3), (letter.Body, letter.ReceiveCount));
    }

    [Fact]
    public async Task H40_a_fifo_group_waits_for_what_failed_and_other_groups_go_on()
    {
        await _mapping.StartAsync(fifo: true);
        await _mapping.SendAsync("a1");
        var first = await _mapping.NextAsync();
        await _mapping.SendAsync("a2", "b1");
        var other = await _mapping.NextAsync();

        Assert.Equal(["b1"], other.Bodies);
        Assert.Equal(1, await _mapping.AnswerAsync(other, "{}"));
        Assert.Equal(0, await _mapping.FailAsync(first));
        Assert.False(_mapping.HasInvocation);
        _mapping.Broker.Advance(30);

        var again = await _mapping.NextAsync();
        Assert.Equal(["a1", "a2"], again.Bodies);
        Assert.Equal(2, await _mapping.AnswerAsync(again, "{}"));
    }

    // The window stays open until the batch is full.
    private static LocalMappingOptions BatchesOf(int size) =>
        new() { ReportBatchItemFailures = true, BatchSize = size, BatchWindow = TimeSpan.FromMinutes(5) };
}
