using System.Text;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Messaging.Local.Tests;

public sealed class MoveTaskTests : IDisposable
{
    private static readonly string Letters = BrokerFixture.Arn("orders-dlq");

    private readonly BrokerFixture _sqs = new();

    public void Dispose() => _sqs.Dispose();

    [Fact]
    public async Task H19_without_a_destination_each_message_goes_back_where_it_came_from()
    {
        var (queue, _) = await _sqs.CreateWithDeadLettersAsync(1);
        await LetterAsync(queue, "one", "two");
        var sent = _sqs.Broker.Peek("orders-dlq")[0].MessageId;

        await StartAsync();
        _sqs.Advance(1);

        var task = Assert.Single(await ListAsync());
        Assert.Equal(("COMPLETED", 2L, 2L), (task.Status, task.ApproximateNumberOfMessagesMoved, task.ApproximateNumberOfMessagesToMove));
        Assert.Null(task.DestinationArn);
        Assert.Null(task.TaskHandle);
        var back = await _sqs.ReceiveAsync(queue);
        Assert.Equal(["one", "two"], back.Select(message => message.Body));
        Assert.All(back, message => Assert.Equal("1", message.Attributes["ApproximateReceiveCount"]));
        Assert.NotEqual(sent, back[0].MessageId);
        Assert.Equal(2, _sqs.Broker.Ledger.Count("orders-dlq", LedgerEvent.Moved));
    }

    [Fact]
    public async Task H19_a_source_that_is_no_dead_letter_queue_is_refused()
    {
        await _sqs.CreateWithDeadLettersAsync(1);

        var error = await Assert.ThrowsAsync<AmazonSQSException>(() => StartAsync(BrokerFixture.Arn("orders")));

        Assert.Equal("Source queue must be configured as a Dead Letter Queue.", error.Message);
    }

    [Fact]
    public async Task H19_sources_and_destinations_must_exist()
    {
        await _sqs.CreateWithDeadLettersAsync(1);

        var source = await Assert.ThrowsAsync<ResourceNotFoundException>(() => StartAsync(BrokerFixture.Arn("none")));
        var destination = await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => StartAsync(Letters, BrokerFixture.Arn("none")));

        Assert.Equal("The resource that you specified for the SourceArn parameter doesn't exist.", source.Message);
        Assert.Equal("The resource that you specified for the DestinationArn parameter doesn't exist.", destination.Message);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, source.StatusCode);
    }

    [Fact]
    public async Task H19_one_task_runs_per_source()
    {
        var (queue, _) = await _sqs.CreateWithDeadLettersAsync(1);
        await LetterAsync(queue, "one", "two");
        await StartAsync(perSecond: 1);

        var error = await Assert.ThrowsAsync<AmazonSQSException>(() => StartAsync());

        Assert.Equal(
            "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
            error.Message);
    }

    [Fact]
    public async Task H19_a_cancelled_task_leaves_what_it_has_moved()
    {
        var (queue, _) = await _sqs.CreateWithDeadLettersAsync(1);
        await LetterAsync(queue, "one", "two", "three");
        var handle = await StartAsync(perSecond: 1);
        _sqs.Advance(1);

        var cancelled = await _sqs.Client.CancelMessageMoveTaskAsync(new CancelMessageMoveTaskRequest { TaskHandle = handle });
        _sqs.Advance(60);

        Assert.Equal(1, cancelled.ApproximateNumberOfMessagesMoved);
        Assert.Equal("CANCELLED", Assert.Single(await ListAsync()).Status);
        Assert.Equal(2, _sqs.Broker.FindQueue("orders-dlq")!.Visible);
        Assert.StartsWith("{\"taskId\":\"", Encoding.UTF8.GetString(Convert.FromBase64String(handle)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task H19_cancelling_needs_the_handle_of_a_running_task()
    {
        await _sqs.CreateWithDeadLettersAsync(1);
        Task CancelAsync(string handle) =>
            _sqs.Client.CancelMessageMoveTaskAsync(new CancelMessageMoveTaskRequest { TaskHandle = handle });
        string Handle(string source) => Convert.ToBase64String(
            Encoding.UTF8.GetBytes($$"""{"taskId":"{{Guid.NewGuid()}}","sourceArn":"{{source}}"}"""));

        var garbage = await Assert.ThrowsAsync<AmazonSQSException>(() => CancelAsync("garbage"));
        var task = await Assert.ThrowsAsync<ResourceNotFoundException>(() => CancelAsync(Handle(Letters)));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => CancelAsync(Handle(BrokerFixture.Arn("none"))));

        Assert.Equal("Value for parameter TaskHandle is invalid.", garbage.Message);
        Assert.Equal("Task does not exist.", task.Message);
    }

    [Fact]
    public async Task H19_a_task_fails_when_its_destination_is_deleted()
    {
        var (queue, _) = await _sqs.CreateWithDeadLettersAsync(1);
        var other = await _sqs.CreateAsync("other");
        await LetterAsync(queue, "one", "two");
        await StartAsync(Letters, BrokerFixture.Arn("other"), 1);
        await _sqs.Client.DeleteQueueAsync(other);
        _sqs.Advance(2);

        var task = Assert.Single(await ListAsync());

        Assert.Equal(("FAILED", "AWS.SimpleQueueService.NonExistentQueue"), (task.Status, task.FailureReason));
        Assert.Equal(2, _sqs.Broker.FindQueue("orders-dlq")!.Visible);
    }

    [Fact]
    public async Task A_message_that_was_sent_to_the_dead_letter_queue_has_no_way_back_of_its_own()
    {
        var (_, letters) = await _sqs.CreateWithDeadLettersAsync(1);
        await _sqs.SendAsync(letters, "copy");
        await StartAsync();
        _sqs.Advance(1);

        Assert.Equal("CouldNotDetermineMessageSource", Assert.Single(await ListAsync()).FailureReason);
    }

    [Fact]
    public async Task The_newest_task_is_listed_first_and_alone_by_default()
    {
        var (queue, _) = await _sqs.CreateWithDeadLettersAsync(1);
        await StartAsync();
        _sqs.Advance(1);
        await LetterAsync(queue, "one");
        await StartAsync();

        var newest = Assert.Single(await ListAsync());
        var all = await ListAsync(10);

        Assert.Equal("RUNNING", newest.Status);
        Assert.NotNull(newest.TaskHandle);
        Assert.Equal(["RUNNING", "COMPLETED"], all.Select(task => task.Status));
    }

    private async Task LetterAsync(string queue, params string[] bodies)
    {
        foreach (var body in bodies)
        {
            await _sqs.SendAsync(queue, body);
        }

        await _sqs.ReceiveAsync(queue, visibility: 0);
        await _sqs.ReceiveAsync(queue);
    }

    private async Task<string> StartAsync(string? source = null, string? destination = null, int? perSecond = null) =>
        (await _sqs.Client.StartMessageMoveTaskAsync(new StartMessageMoveTaskRequest
        {
            SourceArn = source ?? Letters,
            DestinationArn = destination,
            MaxNumberOfMessagesPerSecond = perSecond,
        })).TaskHandle;

    private async Task<List<ListMessageMoveTasksResultEntry>> ListAsync(int? most = null) =>
        (await _sqs.Client.ListMessageMoveTasksAsync(
            new ListMessageMoveTasksRequest { SourceArn = Letters, MaxResults = most })).Results;
}
