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
