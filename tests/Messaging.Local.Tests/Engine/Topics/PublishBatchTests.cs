namespace Messaging.Local.Tests;

/// <summary>B.1: what SNS refuses of a batch as a whole.</summary>
public sealed class PublishBatchTests : IDisposable
{
    private readonly TopicFixture _aws = new();

    public void Dispose() => _aws.Dispose();

    [Theory]
    [InlineData("TooManyEntriesInBatchRequest: The batch request contains more entries than permissible.", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11")]
    [InlineData("BatchEntryIdsNotDistinct: Two or more batch entries in the request have the same Id.", "a", "a")]
    [InlineData("InvalidBatchEntryId: The Id of a batch entry in the batch request contains an impermissible character: message.id", "message.id")]
    [InlineData("EmptyBatchRequest: The batch request doesn't contain any entries.")]
    public async Task H22_batches_that_break_a_rule_are_refused(string error, params string[] ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var topic = await ReadyAsync();

        Assert.Equal("400 " + error, await _aws.ErrorAsync("PublishBatch", Batch(topic, "m", ids)));

        Assert.Empty(_aws.Sqs.Broker.Peek("in"));
    }

    [Fact]
    public async Task H22_an_id_of_81_characters_is_too_long_and_one_of_80_is_not()
    {
        var topic = await ReadyAsync();
        await _aws.DoAsync("PublishBatch", Batch(topic, "m", new string('a', 80)));

        Assert.StartsWith(
            "400 InvalidBatchEntryId: The Id of a batch entry in the batch request is too long: aaa",
            await _aws.ErrorAsync("PublishBatch", Batch(topic, "m", new string('a', 81))),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task H31_the_sum_of_a_batch_has_the_limit_of_one_message()
    {
        var topic = await ReadyAsync();
        var half = new string('x', 131_072);
        await _aws.DoAsync("PublishBatch", Batch(topic, half, "1", "2"));

        Assert.Equal(
            "400 BatchRequestTooLong: The length of all the messages put together is more than the limit.",
            await _aws.ErrorAsync("PublishBatch", Batch(topic, half + "x", "1", "2")));
    }

    /// <summary>Each case is recorded: a good message and one that is wrong are refused together.</summary>
    [Theory]
    [InlineData("t", "InvalidParameter: Invalid parameter: Empty message", "Message=")]
    [InlineData("t", "InvalidParameter: Invalid parameter: Message Structure - No default entry in JSON message body", "Message={}", "MessageStructure=json")]
    [InlineData("t", "ParameterValueInvalid: The message attribute 'a' must contain non-empty message attribute value for message attribute type 'String'.", "Message=m", "MessageAttributes.entry.1.Name=a", "MessageAttributes.entry.1.Value.DataType=String", "MessageAttributes.entry.1.Value.StringValue=")]
    [InlineData("t.fifo", "InvalidParameter: Invalid parameter: The MessageGroupId parameter is required for FIFO topics", "Message=m", "MessageDeduplicationId=2")]
    [InlineData("t.fifo", "InvalidParameter: Invalid parameter: The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly", "Message=m", "MessageGroupId=g")]
    public async Task H22_a_message_that_breaks_a_rule_refuses_its_batch(string name, string error, params string[] wrong)
    {
        ArgumentNullException.ThrowIfNull(wrong);
        var isFifo = name == "t.fifo";
        var topic = await _aws.TopicAsync(name);
        var queue = isFifo ? "in.fifo" : "in";
        await _aws.QueueAsync(queue);
        await _aws.SubscribeAsync(topic, queue);
        const string Entries = "PublishBatchRequestEntries.member.";
        var order = isFifo ? new[] { (Entries + "1.MessageGroupId", "g"), (Entries + "1.MessageDeduplicationId", "1") } : [];

        Assert.Equal($"400 {error}", await _aws.ErrorAsync(
            "PublishBatch",
            [
                ("TopicArn", topic), (Entries + "1.Id", "1"), (Entries + "1.Message", "good"), .. order, (Entries + "2.Id", "2"),
                .. wrong.Select(pair => pair.Split('=', 2)).Select(pair => (Entries + "2." + pair[0], pair[1])),
            ]));

        Assert.Empty(_aws.Sqs.Broker.Peek(queue));
    }

    private static (string, string)[] Batch(string topic, string message, params string[] ids) =>
    [
        ("TopicArn", topic),
        .. ids.SelectMany((id, at) => new[]
        {
            ($"PublishBatchRequestEntries.member.{at + 1}.Id", id), ($"PublishBatchRequestEntries.member.{at + 1}.Message", message),
        }),
    ];

    private async Task<string> ReadyAsync()
    {
        var topic = await _aws.TopicAsync("orders");
        await _aws.QueueAsync("in");
        await _aws.SubscribeAsync(topic, "in", ("RawMessageDelivery", "true"));
        return topic;
    }
}
