using System.Xml.Linq;

namespace Messaging.Local.Tests;

/// <summary>B.5.3 and B.5.4: topics that keep the order.</summary>
public sealed class FifoTopicTests : IDisposable
{
    private const string Illegal = "can only include alphanumeric and punctuation characters. 1 to 128 in length.";

    private readonly TopicFixture _aws = new();

    public void Dispose() => _aws.Dispose();

    [Theory]
    [InlineData("MessageGroupId", "two words")]
    [InlineData("MessageGroupId", "")]
    [InlineData("MessageGroupId", "grün")]
    [InlineData("MessageDeduplicationId", "two words")]
    [InlineData("MessageDeduplicationId", "\t")]
    public async Task H22_an_id_that_no_queue_would_take_is_refused_before_the_message_is_accepted(string name, string id)
    {
        var topic = await ReadyAsync();
        var others = new[] { ("MessageGroupId", "g"), ("MessageDeduplicationId", "d") }.Where(each => each.Item1 != name);

        var error = await _aws.ErrorAsync("Publish", [("TopicArn", topic), ("Message", "m"), (name, id), .. others]);

        Assert.Equal($"400 InvalidParameter: Invalid parameter: {name} Reason: {name} {Illegal}", error);
        Assert.Empty(_aws.Sqs.Broker.Peek("in.fifo"));
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("orders.fifo")]
    public async Task H22_a_batch_with_such_an_id_is_refused(string name)
    {
        var queue = name == "orders" ? "in" : "in.fifo";
        var topic = await ReadyAsync(name, queue);

        Assert.StartsWith(
            "400 InvalidParameter: Invalid parameter: MessageGroupId Reason: ",
            await _aws.ErrorAsync("PublishBatch", [("TopicArn", topic), .. Entry(1, "g"), .. Entry(2, "a b")]),
            StringComparison.Ordinal);

        Assert.Empty(_aws.Sqs.Broker.Peek(queue));
    }

    [Fact]
    public async Task H26_a_copy_reaches_no_subscription_that_was_made_in_between()
    {
        var topic = await ReadyAsync();
        await PublishAsync(topic, "m", "g", "d");
        await _aws.QueueAsync("late.fifo");
        await _aws.SubscribeAsync(topic, "late.fifo", ("RawMessageDelivery", "true"));

        await PublishAsync(topic, "m", "g", "d");

        Assert.Empty(_aws.Sqs.Broker.Peek("late.fifo"));
        Assert.Single(_aws.Sqs.Broker.Peek("in.fifo"));
    }

    [Theory]
    [InlineData("Topic", 1)]
    [InlineData("MessageGroup", 2)]
    public async Task H26_the_scope_is_the_topic_or_the_group(string scope, int expected)
    {
        var topic = await _aws.TopicAsync("orders.fifo", ("FifoThroughputScope", scope));
        await _aws.QueueAsync("in");
        await _aws.SubscribeAsync(topic, "in", ("RawMessageDelivery", "true"));

        await PublishAsync(topic, "m", "a", "d");
        await PublishAsync(topic, "m", "b", "d");

        Assert.Equal(expected, _aws.Sqs.Broker.Peek("in").Count);
    }

    [Fact]
    public async Task What_a_queue_refuses_for_good_goes_to_the_dead_letters_in_its_order_and_keeps_its_group()
    {
        var topic = await _aws.TopicAsync("orders.fifo");
        await _aws.QueueAsync("letters.fifo");
        await _aws.SubscribeAsync(
            topic, "gone.fifo", ("RawMessageDelivery", "true"),
            ("RedrivePolicy", $$"""{"deadLetterTargetArn":"{{TopicFixture.QueueArn("letters.fifo")}}"}"""));

        foreach (var number in Enumerable.Range(1, 3))
        {
            await PublishAsync(topic, $"m{number}", "g", $"d{number}");
        }

        Assert.Equal(
            [("m1", "g"), ("m2", "g"), ("m3", "g")],
            _aws.Sqs.Broker.Peek("letters.fifo").Select(letter => (letter.Body, letter.GroupId)));
    }

    [Fact]
    public async Task What_waits_behind_a_message_that_is_given_up_follows_it()
    {
        var topic = await ReadyAsync();
        await _aws.QueueAsync("letters.fifo");
        var subscription = Assert.Single(_aws.Sqs.Broker.ListTopics()).Subscriptions[0].Arn;
        await _aws.DoAsync(
            "SetSubscriptionAttributes", ("SubscriptionArn", subscription), ("AttributeName", "RedrivePolicy"),
            ("AttributeValue", $$"""{"deadLetterTargetArn":"{{TopicFixture.QueueArn("letters.fifo")}}"}"""));
        var deliveries = _aws.Sqs.Broker.RegionOf("us-east-1").Deliveries;
        deliveries.Fails = _ => true;
        await PublishAsync(topic, "first", "g", "1");
        deliveries.Fails = null;

        // The queue lets the topic send no more, so that the second is given up as soon as it is tried.
        await _aws.Sqs.Client.SetQueueAttributesAsync("in.fifo", new() { ["Policy"] = string.Empty });
        await PublishAsync(topic, "second", "g", "2");
        Assert.Empty(_aws.Sqs.Broker.Peek("letters.fifo"));
        _aws.Sqs.Advance(1);

        Assert.Equal(["first", "second"], _aws.Sqs.Broker.Peek("letters.fifo").Select(letter => letter.Body));
        Assert.Empty(_aws.Sqs.Broker.Peek("in.fifo"));
    }

    private static IEnumerable<(string, string)> Entry(int number, string group)
    {
        var entry = $"PublishBatchRequestEntries.member.{number}.";
        return [(entry + "Id", $"{number}"), (entry + "Message", "m"), (entry + "MessageGroupId", group)];
    }

    private async Task<string> ReadyAsync(string name = "orders.fifo", string queue = "in.fifo")
    {
        var topic = name == "orders" ? await _aws.TopicAsync(name) : await _aws.TopicAsync(name, ("ContentBasedDeduplication", "true"));
        await _aws.QueueAsync(queue);
        await _aws.SubscribeAsync(topic, queue, ("RawMessageDelivery", "true"));
        return topic;
    }

    private Task<XElement> PublishAsync(string topic, string message, string group, string deduplication) => _aws.DoAsync(
        "Publish", ("TopicArn", topic), ("Message", message), ("MessageGroupId", group), ("MessageDeduplicationId", deduplication));
}
