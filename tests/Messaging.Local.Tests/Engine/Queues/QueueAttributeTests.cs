using Amazon.SQS;
using Amazon.SQS.Model;

namespace Messaging.Local.Tests;

public sealed class QueueAttributeTests : IDisposable
{
    private readonly BrokerFixture _sqs = new();

    public void Dispose() => _sqs.Dispose();

    [Fact]
    public async Task A_standard_queue_has_these_attributes()
    {
        var queue = await _sqs.CreateAsync("orders");

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["ApproximateNumberOfMessages"] = "0",
                ["ApproximateNumberOfMessagesDelayed"] = "0",
                ["ApproximateNumberOfMessagesNotVisible"] = "0",
                ["CreatedTimestamp"] = "1767225600",
                ["DelaySeconds"] = "0",
                ["LastModifiedTimestamp"] = "1767225600",
                ["MaximumMessageSize"] = "1048576",
                ["MessageRetentionPeriod"] = "345600",
                ["QueueArn"] = "arn:aws:sqs:us-east-1:000000000000:orders",
                ["ReceiveMessageWaitTimeSeconds"] = "0",
                ["SqsManagedSseEnabled"] = "true",
                ["VisibilityTimeout"] = "30",
            },
            await AttributesAsync(queue, "All"));
    }

    [Fact]
    public async Task A_FIFO_queue_has_four_more()
    {
        var queue = await _sqs.CreateAsync("orders.fifo");
        var attributes = await AttributesAsync(queue, "All");

        Assert.Equal(16, attributes.Count);
        Assert.Equal("true", attributes["FifoQueue"]);
        Assert.Equal("true", attributes["ContentBasedDeduplication"]);
        Assert.Equal("queue", attributes["DeduplicationScope"]);
        Assert.Equal("perQueue", attributes["FifoThroughputLimit"]);
    }

    [Fact]
    public async Task Names_choose_attributes_and_unknown_ones_are_refused()
    {
        var queue = await _sqs.CreateAsync("orders");

        Assert.Equal(["VisibilityTimeout"], (await AttributesAsync(queue, "VisibilityTimeout", "Policy")).Keys);
        Assert.Empty(await AttributesAsync(queue));
        var error = await Assert.ThrowsAsync<InvalidAttributeNameException>(() => AttributesAsync(queue, "Foobar"));

        Assert.Equal("Unknown Attribute Foobar.", error.Message);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task H20_a_standard_queue_does_not_know_FifoQueue(string value)
    {
        var queue = await _sqs.CreateAsync("orders");

        var error = await Assert.ThrowsAsync<InvalidAttributeNameException>(() => SetAsync(queue, "FifoQueue", value));

        Assert.Equal("Unknown Attribute FifoQueue.", error.Message);
        await Assert.ThrowsAsync<InvalidAttributeNameException>(
            () => _sqs.CreateAsync("other", ("FifoQueue", "false")));
    }

    [Fact]
    public async Task The_type_of_a_queue_cannot_change()
    {
        var queue = await _sqs.CreateAsync("orders.fifo", ("FifoQueue", "True"));
        await SetAsync(queue, "FifoQueue", "true");

        var error = await Assert.ThrowsAsync<InvalidAttributeValueException>(() => SetAsync(queue, "FifoQueue", "false"));

        Assert.Equal(
            "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.", error.Message);
    }

    [Fact]
    public async Task H20_attributes_of_FIFO_queues_are_refused_on_standard_ones()
    {
        var queue = await _sqs.CreateAsync("orders");

        var content = await Assert.ThrowsAsync<InvalidAttributeNameException>(
            () => SetAsync(queue, "ContentBasedDeduplication", "true"));
        var scope = await Assert.ThrowsAsync<InvalidAttributeNameException>(
            () => SetAsync(queue, "DeduplicationScope", "queue"));

        Assert.Equal("Unknown Attribute ContentBasedDeduplication.", content.Message);
        Assert.Equal("You can specify the DeduplicationScope only when FifoQueue is set to true.", scope.Message);
    }

    [Fact]
    public async Task H20_one_kind_of_encryption_is_on_at_a_time()
    {
        var queue = await _sqs.CreateAsync("orders");

        var error = await Assert.ThrowsAsync<InvalidAttributeNameException>(() => _sqs.Client.SetQueueAttributesAsync(
            queue, new() { ["KmsMasterKeyId"] = "key", ["SqsManagedSseEnabled"] = "true" }));
        await SetAsync(queue, "KmsMasterKeyId", "key");
        var with = await AttributesAsync(queue, "KmsMasterKeyId", "SqsManagedSseEnabled");
        await SetAsync(queue, "KmsMasterKeyId", "");

        Assert.StartsWith("You can use one type of server-side encryption (SSE) at one time.", error.Message, StringComparison.Ordinal);
        Assert.Equal(("key", "false"), (with["KmsMasterKeyId"], with["SqsManagedSseEnabled"]));
        Assert.DoesNotContain("KmsMasterKeyId", (await AttributesAsync(queue, "All")).Keys);
    }

    [Theory]
    [InlineData("Policy", """{"Statement":[]}""")]
    [InlineData("RedriveAllowPolicy", """{"redrivePermission":"denyAll"}""")]
    [InlineData("RedrivePolicy", """{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:orders","maxReceiveCount":"5"}""")]
    public async Task H20_an_empty_text_removes_a_policy(string name, string policy)
    {
        var queue = await _sqs.CreateAsync("orders");
        await SetAsync(queue, name, policy);
        Assert.Equal(policy, (await AttributesAsync(queue, name))[name]);

        await SetAsync(queue, name, "");

        Assert.Empty(await AttributesAsync(queue, name));
    }

    [Theory]
    [InlineData("""{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:orders"}""")]
    [InlineData("""{"maxReceiveCount":3}""")]
    [InlineData("""{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:orders","maxReceiveCount":"many"}""")]
    [InlineData("""{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:orders","maxReceiveCount":0}""")]
    [InlineData("no json")]
    public async Task A_redrive_policy_needs_a_target_and_a_number(string policy)
    {
        var queue = await _sqs.CreateAsync("orders");

        var error = await Assert.ThrowsAsync<AmazonSQSException>(() => SetAsync(queue, "RedrivePolicy", policy));

        Assert.Equal("InvalidParameterValue", error.ErrorCode);
    }

    [Theory]
    [InlineData("VisibilityTimeout", "43201")]
    [InlineData("VisibilityTimeout", "-1")]
    [InlineData("DelaySeconds", "901")]
    [InlineData("MaximumMessageSize", "1023")]
    [InlineData("MessageRetentionPeriod", "59")]
    [InlineData("ReceiveMessageWaitTimeSeconds", "21")]
    [InlineData("SqsManagedSseEnabled", "maybe")]
    [InlineData("Policy", "no json")]
    [InlineData("Policy", """{"Statement":[],"Statement":[]}""")]
    public async Task Values_outside_of_their_range_are_refused(string name, string value)
    {
        var queue = await _sqs.CreateAsync("orders");

        await Assert.ThrowsAsync<InvalidAttributeValueException>(() => SetAsync(queue, name, value));
    }

    [Fact]
    public async Task High_throughput_needs_deduplication_by_group()
    {
        await Assert.ThrowsAsync<InvalidAttributeValueException>(
            () => _sqs.CreateAsync("orders.fifo", ("FifoThroughputLimit", "perMessageGroupId")));

        await _sqs.CreateAsync(
            "orders.fifo", ("FifoThroughputLimit", "perMessageGroupId"), ("DeduplicationScope", "messageGroup"));
    }

    private Task<SetQueueAttributesResponse> SetAsync(string queue, string name, string value) =>
        _sqs.Client.SetQueueAttributesAsync(queue, new() { [name] = value });

    private async Task<Dictionary<string, string>> AttributesAsync(string queue, params string[] names) =>
        (await _sqs.Client.GetQueueAttributesAsync(queue, [.. names])).Attributes ?? [];
}
