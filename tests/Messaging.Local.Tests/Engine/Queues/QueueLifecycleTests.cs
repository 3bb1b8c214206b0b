using System.Net;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Messaging.Local.Tests;

public sealed class QueueLifecycleTests : IDisposable
{
    private readonly BrokerFixture _sqs = new();

    public void Dispose() => _sqs.Dispose();

    [Fact]
    public async Task H07_creating_the_same_queue_again_returns_it()
    {
        var url = await _sqs.CreateAsync("orders", ("VisibilityTimeout", "45"), ("DelaySeconds", "1"));

        Assert.Equal(url, await _sqs.CreateAsync("orders"));
        Assert.Equal(url, await _sqs.CreateAsync("orders", ("VisibilityTimeout", "45")));
        Assert.Equal(url, await _sqs.CreateAsync("orders", ("VisibilityTimeout", "45"), ("DelaySeconds", "1")));
        Assert.Equal(url, await _sqs.CreateAsync("orders", ("MaximumMessageSize", "1048576")));
    }

    [Fact]
    public async Task H07_creating_a_queue_with_another_value_is_refused_by_what_it_is_now()
    {
        var url = await _sqs.CreateAsync("orders", ("VisibilityTimeout", "45"));
        await _sqs.Client.SetQueueAttributesAsync(url, new() { ["VisibilityTimeout"] = "46" });

        Assert.Equal(url, await _sqs.CreateAsync("orders", ("VisibilityTimeout", "46")));
        var error = await Assert.ThrowsAsync<QueueNameExistsException>(
            () => _sqs.CreateAsync("orders", ("VisibilityTimeout", "45")));

        Assert.Equal("QueueAlreadyExists", error.ErrorCode);
        Assert.Equal(
            "A queue already exists with the same name and a different value for attribute VisibilityTimeout", error.Message);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("with/slash")]
    [InlineData("")]
    [InlineData("orders.fifo")]
    public async Task Names_are_checked(string name)
    {
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => _sqs.Client.CreateQueueAsync(name));
        await Assert.ThrowsAsync<AmazonSQSException>(() => _sqs.Client.CreateQueueAsync(new string('a', 81)));
        await Assert.ThrowsAsync<AmazonSQSException>(() => _sqs.CreateAsync("orders", ("FifoQueue", "true")));
    }

    [Fact]
    public async Task H08_a_purge_removes_what_is_in_flight_and_delayed_and_forgets_what_was_sent()
    {
        var queue = await _sqs.CreateAsync("orders.fifo");
        await _sqs.SendAsync(queue, "in flight", "g");
        await _sqs.ReceiveAsync(queue);
        await _sqs.SendAsync(queue, "locked", "g");
        var standard = await _sqs.CreateAsync("orders");
        await _sqs.Client.SendMessageAsync(new SendMessageRequest(standard, "delayed") { DelaySeconds = 10 });

        await _sqs.Client.PurgeQueueAsync(queue);
        await _sqs.Client.PurgeQueueAsync(standard);
        await _sqs.SendAsync(queue, "in flight", "g");
        _sqs.Advance(40);

        Assert.Equal(["in flight"], await _sqs.BodiesAsync(queue));
        Assert.Empty(await _sqs.ReceiveAsync(standard));
        Assert.Equal(2, _sqs.Broker.Ledger.Count("orders.fifo", LedgerEvent.Purged));
    }

    [Fact]
    public async Task H08_a_second_purge_within_a_minute_is_refused()
    {
        var queue = await _sqs.CreateAsync("orders");
        await _sqs.Client.PurgeQueueAsync(queue);

        _sqs.Advance(59.9);
        var error = await Assert.ThrowsAsync<PurgeQueueInProgressException>(() => _sqs.Client.PurgeQueueAsync(queue));
        _sqs.Advance(0.1);
        await _sqs.Client.PurgeQueueAsync(queue);

        Assert.Equal(HttpStatusCode.Forbidden, error.StatusCode);
        Assert.Equal("Only one PurgeQueue operation on orders is allowed every 60 seconds.", error.Message);
    }

    [Fact]
    public async Task A_deleted_queue_is_gone_with_its_messages_and_its_handles()
    {
        var queue = await _sqs.CreateAsync("orders");
        await _sqs.SendAsync(queue, "body");
        var received = await _sqs.ReceiveAsync(queue);

        await _sqs.Client.DeleteQueueAsync(queue);
        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => _sqs.SendAsync(queue, "body"));
        await _sqs.CreateAsync("orders");

        Assert.Empty(await _sqs.ReceiveAsync(queue));
        await Assert.ThrowsAsync<ReceiptHandleIsInvalidException>(
            () => _sqs.Client.DeleteMessageAsync(queue, received[0].ReceiptHandle));
    }

    [Fact]
    public async Task The_name_of_a_deleted_queue_can_stay_taken_for_a_minute()
    {
        using var sqs = new BrokerFixture(new LocalBrokerOptions { EnforceDeleteCooldown = true });
        await sqs.Client.DeleteQueueAsync(await sqs.CreateAsync("orders"));

        await Assert.ThrowsAsync<QueueDeletedRecentlyException>(() => sqs.CreateAsync("orders"));
        sqs.Advance(60);

        await sqs.CreateAsync("orders");
    }

    [Fact]
    public async Task Queues_are_listed_by_prefix_and_in_pages()
    {
        foreach (var name in (string[])["a-3", "a-1", "b-1", "a-2"])
        {
            await _sqs.CreateAsync(name);
        }

        var all = await _sqs.Client.ListQueuesAsync(new ListQueuesRequest("a-"));
        var first = await _sqs.Client.ListQueuesAsync(new ListQueuesRequest { MaxResults = 3 });
        var second = await _sqs.Client.ListQueuesAsync(new ListQueuesRequest { MaxResults = 3, NextToken = first.NextToken });
        var none = await _sqs.Client.ListQueuesAsync(new ListQueuesRequest("c"));

        Assert.Equal(["a-1", "a-2", "a-3"], all.QueueUrls.Select(url => url.Split('/')[^1]));
        Assert.Null(all.NextToken);
        Assert.Equal(3, first.QueueUrls.Count);
        Assert.Equal("b-1", Assert.Single(second.QueueUrls).Split('/')[^1]);
        Assert.Null(second.NextToken);
        Assert.Null(none.QueueUrls);
    }

    [Fact]
    public async Task The_sources_of_a_dead_letter_queue_are_listed()
    {
        var (queue, letters) = await _sqs.CreateWithDeadLettersAsync(3);

        var sources = await _sqs.Client.ListDeadLetterSourceQueuesAsync(new ListDeadLetterSourceQueuesRequest { QueueUrl = letters });
        var none = await _sqs.Client.ListDeadLetterSourceQueuesAsync(new ListDeadLetterSourceQueuesRequest { QueueUrl = queue });

        Assert.Equal([queue], sources.QueueUrls);
        Assert.Empty(none.QueueUrls);
    }

    [Fact]
    public async Task Tags_are_added_replaced_and_removed()
    {
        var queue = await _sqs.CreateAsync("orders");
        Assert.Null((await _sqs.Client.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = queue })).Tags);

        await _sqs.Client.TagQueueAsync(new TagQueueRequest { QueueUrl = queue, Tags = new() { ["a"] = "1", ["A"] = "2", ["c"] = "3" } });
        await _sqs.Client.TagQueueAsync(new TagQueueRequest { QueueUrl = queue, Tags = new() { ["a"] = "4" } });
        await _sqs.Client.UntagQueueAsync(new UntagQueueRequest { QueueUrl = queue, TagKeys = ["c", "missing"] });

        var tags = await _sqs.Client.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = queue });
        Assert.Equal(new Dictionary<string, string> { ["a"] = "4", ["A"] = "2" }, tags.Tags);
    }

    [Fact]
    public async Task Permissions_are_statements_of_the_policy()
    {
        var queue = await _sqs.CreateAsync("orders");

        await _sqs.Client.AddPermissionAsync(queue, "mine", ["111122223333"], ["SendMessage"]);
        await Assert.ThrowsAsync<AmazonSQSException>(
            () => _sqs.Client.AddPermissionAsync(queue, "mine", ["111122223333"], ["SendMessage"]));
        var policy = (await _sqs.Client.GetQueueAttributesAsync(queue, ["Policy"])).Policy;
        await _sqs.Client.RemovePermissionAsync(queue, "mine");

        Assert.Contains("\"Sid\":\"mine\"", policy, StringComparison.Ordinal);
        Assert.Contains("SQS:SendMessage", policy, StringComparison.Ordinal);
        Assert.Null((await _sqs.Client.GetQueueAttributesAsync(queue, ["Policy"])).Attributes);
        await Assert.ThrowsAsync<AmazonSQSException>(() => _sqs.Client.RemovePermissionAsync(queue, "mine"));
    }

    [Theory]
    [InlineData("""{"Statement":7}""")]
    [InlineData("""{"Statement":{"Sid":"only"}}""")]
    [InlineData("""{"Statement":[7,{"Sid":7}]}""")]
    public async Task Permissions_are_added_to_whatever_policy_there_is(string policy)
    {
        var queue = await _sqs.CreateAsync("orders", ("Policy", policy));

        await _sqs.Client.AddPermissionAsync(queue, "mine", ["111122223333"], ["*"]);

        var changed = (await _sqs.Client.GetQueueAttributesAsync(queue, ["Policy"])).Policy;
        Assert.Contains("\"Sid\":\"mine\"", changed, StringComparison.Ordinal);
    }
}
