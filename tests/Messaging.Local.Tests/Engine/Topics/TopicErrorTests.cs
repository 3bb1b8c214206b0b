namespace Messaging.Local.Tests;

/// <summary>H22: what SNS refuses, with the texts that were recorded.</summary>
public sealed class TopicErrorTests : IDisposable
{
    private readonly TopicFixture _aws = new();

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task H22_what_does_not_exist_is_said_so()
    {
        var topic = TopicFixture.TopicArn("none");
        Assert.Equal("404 NotFound: Topic does not exist", await _aws.ErrorAsync("Publish", ("TopicArn", topic), ("Message", "m")));
        Assert.Equal("404 NotFound: Topic does not exist", await _aws.ErrorAsync("GetTopicAttributes", ("TopicArn", topic)));
        Assert.Equal(
            "404 NotFound: Subscription does not exist",
            await _aws.ErrorAsync("GetSubscriptionAttributes", ("SubscriptionArn", topic + ":11111111-1111-1111-1111-111111111111")));
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 2",
            await _aws.ErrorAsync("Publish", ("TopicArn", "a:b"), ("Message", "m")));
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: TopicArn",
            await _aws.ErrorAsync("Publish", ("TopicArn", "arn:aws:sns:eu-west-1:000000000000:x"), ("Message", "m")));
        Assert.StartsWith("400 InvalidAction", await _aws.ErrorAsync("Nonsense"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archives_and_replays_are_refused_by_name()
    {
        var topic = await _aws.TopicAsync("t.fifo");
        var subscription = await _aws.SubscribeAsync(topic, "in.fifo");

        Assert.StartsWith(
            "400 InvalidParameter: Invalid parameter: ArchivePolicy is not available in the embedded broker",
            await _aws.ErrorAsync(
                "SetTopicAttributes", ("TopicArn", topic), ("AttributeName", "ArchivePolicy"),
                ("AttributeValue", """{"MessageRetentionPeriod":"30"}""")),
            StringComparison.Ordinal);
        Assert.Contains(
            "ReplayPolicy is not available in the embedded broker",
            await _aws.ErrorAsync(
                "SetSubscriptionAttributes", ("SubscriptionArn", subscription), ("AttributeName", "ReplayPolicy"),
                ("AttributeValue", """{"PointType":"Timestamp","StartingPoint":"2026-01-01T00:00:00.000Z"}""")),
            StringComparison.Ordinal);
        await _aws.DoAsync(
            "SetTopicAttributes", ("TopicArn", topic), ("AttributeName", "ArchivePolicy"), ("AttributeValue", "{}"));
    }

    [Fact]
    public async Task H22_messages_that_break_a_rule_are_refused()
    {
        var topic = await _aws.TopicAsync("t");
        var fifo = await _aws.TopicAsync("t.fifo");
        Task<string> Error(params (string, string)[] more) => _aws.ErrorAsync("Publish", [("TopicArn", topic), .. more]);

        Assert.Equal("400 InvalidParameter: Invalid parameter: Empty message", await Error(("Message", "")));
        Assert.Equal("400 InvalidParameter: Invalid parameter: Subject", await Error(("Message", "m"), ("Subject", "")));
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: Message too long", await Error(("Message", new string('x', 262_145))));
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: Message Structure - No default entry in JSON message body",
            await Error(("Message", """{"sqs":"x"}"""), ("MessageStructure", "json")));
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: Message Structure - JSON message body failed to parse",
            await Error(("Message", "x"), ("MessageStructure", "json")));
        Assert.Contains("not valid for this topic type", await Error(("Message", "m"), ("MessageDeduplicationId", "d")), StringComparison.Ordinal);
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: The MessageGroupId parameter is required for FIFO topics",
            await _aws.ErrorAsync("Publish", ("TopicArn", fifo), ("Message", "m")));
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: The topic should either have ContentBasedDeduplication enabled or " +
            "MessageDeduplicationId provided explicitly",
            await _aws.ErrorAsync("Publish", ("TopicArn", fifo), ("Message", "m"), ("MessageGroupId", "g")));
    }

    [Theory]
    [InlineData("attr1", "", "x", "400 ValidationError: 1 validation error detected: Value null at 'messageAttributes.attr1.member.dataType' failed to satisfy constraint: Member must not be null")]
    [InlineData("attr1", "String", "", "400 ParameterValueInvalid: The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'String'.")]
    [InlineData("attr1", "Foo", "x", "400 ParameterValueInvalid: The message attribute 'attr1' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.")]
    [InlineData("a^b", "String", "x", "400 ParameterValueInvalid: Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.")]
    [InlineData(".a", "String", "x", "400 ParameterValueInvalid: Invalid message attribute name starting with character '.' was found.")]
    [InlineData("a.", "String", "x", "400 ParameterValueInvalid: Invalid message attribute name ending with character '.' was found.")]
    [InlineData("a..b", "String", "x", "400 ParameterValueInvalid: Message attribute name can not have successive '.' character.")]
    [InlineData("attr1", "String.", "x", "400 ParameterValueInvalid: The message attribute 'attr1' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.")]
    [InlineData("aws.x", "String", "x", "400 ParameterValueInvalid: The message attribute name 'aws.x' begins with a prefix that is reserved.")]
    public async Task H22_attributes_that_break_a_rule_are_refused(string name, string type, string value, string error)
    {
        var topic = await _aws.TopicAsync("t");
        Assert.Equal(error, await _aws.ErrorAsync(
            "Publish", ("TopicArn", topic), ("Message", "m"), ("MessageAttributes.entry.1.Name", name),
            ("MessageAttributes.entry.1.Value.DataType", type), ("MessageAttributes.entry.1.Value.StringValue", value)));
    }

    [Fact]
    public async Task H22_a_value_in_the_wrong_field_is_refused()
    {
        var topic = await _aws.TopicAsync("t");

        Assert.Equal(
            "400 ParameterValueInvalid: The message attribute 'attr1' with type 'Number' must use field 'String'.",
            await _aws.ErrorAsync(
                "Publish", ("TopicArn", topic), ("Message", "m"), ("MessageAttributes.entry.1.Name", "attr1"),
                ("MessageAttributes.entry.1.Value.DataType", "Number"), ("MessageAttributes.entry.1.Value.BinaryValue", "MQ==")));
    }

    [Fact]
    public async Task H22_the_name_of_an_attribute_has_255_characters_at_most()
    {
        var topic = await _aws.TopicAsync("t");
        (string, string)[] Message(int length) =>
        [
            ("TopicArn", topic), ("Message", "m"), ("MessageAttributes.entry.1.Name", new string('a', length)),
            ("MessageAttributes.entry.1.Value.DataType", "String"), ("MessageAttributes.entry.1.Value.StringValue", "x"),
        ];
        await _aws.DoAsync("Publish", Message(255));

        Assert.Equal(
            "400 ParameterValueInvalid: Length of message attribute name must be less than 256 bytes.",
            await _aws.ErrorAsync("Publish", Message(256)));
    }

    [Fact]
    public async Task H22_topics_that_break_a_rule_are_refused()
    {
        await _aws.DoAsync(
            "CreateTopic", ("Name", "t"), ("Attributes.entry.1.key", "DisplayName"), ("Attributes.entry.1.value", "one"),
            ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "a"));
        Task<string> Error(string name, params (string, string)[] more) => _aws.ErrorAsync("CreateTopic", [("Name", name), .. more]);

        Assert.Equal("400 InvalidParameter: Invalid parameter: Topic Name", await Error("a b"));
        Assert.Equal("400 InvalidParameter: Invalid parameter: Topic Name", await Error(new string('a', 257)));
        Assert.Equal("400 InvalidParameter: Invalid parameter: Topic Name", await Error("t.fifo"));
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: Attributes Reason: Topic already exists with different attributes",
            await Error("t", ("Attributes.entry.1.key", "DisplayName"), ("Attributes.entry.1.value", "two")));
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: Tags Reason: Topic already exists with different tags",
            await Error("t", ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "b")));
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: AttributeName",
            await _aws.ErrorAsync(
                "SetTopicAttributes", ("TopicArn", TopicFixture.TopicArn("t")), ("AttributeName", "None"), ("AttributeValue", "x")));
        await _aws.TopicAsync("t");
    }

    [Theory]
    [InlineData("None", "x", "AttributeName")]
    [InlineData("RawMessageDelivery", "x", "RawMessageDelivery: Invalid value [x]. Must be true or false.")]
    [InlineData("FilterPolicyScope", "RandomValue", "FilterPolicyScope: Invalid value [RandomValue]. Please use either MessageBody or MessageAttributes")]
    [InlineData("RedrivePolicy", """{"deadLetterTargetArn":"x"}""", "RedrivePolicy: deadLetterTargetArn is an invalid arn")]
    [InlineData("RedrivePolicy", """{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:d"}""", "RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.")]
    public async Task H22_changes_of_a_subscription_that_break_a_rule_are_refused(string name, string value, string reason)
    {
        var subscription = await _aws.SubscribeAsync(await _aws.TopicAsync("t.fifo"), "q.fifo");

        Assert.Equal(
            $"400 InvalidParameter: Invalid parameter: {reason}",
            await _aws.ErrorAsync(
                "SetSubscriptionAttributes", ("SubscriptionArn", subscription), ("AttributeName", name), ("AttributeValue", value)));
    }

    [Fact]
    public async Task H30_subscribing_again_finds_the_subscription_or_says_how_it_differs()
    {
        var topic = await _aws.TopicAsync("t");
        var first = await _aws.SubscribeAsync(topic, "q", ("RawMessageDelivery", "true"));
        Assert.Equal(first, await _aws.SubscribeAsync(topic, "q", ("RawMessageDelivery", "true")));
        Assert.Equal(first, await _aws.SubscribeAsync(topic, "q", ("RawMessageDelivery", "TRUE"), ("FilterPolicyScope", "MessageAttributes")));
        Assert.Equal(first, await _aws.SubscribeAsync(topic, "q", ("FilterPolicy", "{}"), ("RedrivePolicy", "")));
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: Attributes Reason: Subscription already exists with different attributes",
            await _aws.ErrorAsync(
                "Subscribe", ("TopicArn", topic), ("Protocol", "sqs"), ("Endpoint", TopicFixture.QueueArn("q")),
                ("Attributes.entry.1.key", "RawMessageDelivery"), ("Attributes.entry.1.value", "false")));
    }

    [Fact]
    public async Task H30_a_boolean_is_taken_in_any_case_and_shown_in_lower_case()
    {
        var topic = await _aws.TopicAsync("t");

        var subscription = await _aws.SubscribeAsync(topic, "q", ("RawMessageDelivery", "TrUe"));

        var attributes = await _aws.DoAsync("GetSubscriptionAttributes", ("SubscriptionArn", subscription));
        Assert.Equal("true", attributes.Descendants("entry").Single(entry => entry.Element("key")!.Value == "RawMessageDelivery").Element("value")!.Value);
    }

    [Fact]
    public async Task A_topic_created_again_with_defaults_is_the_same()
    {
        var topic = await _aws.TopicAsync("t.fifo");

        Assert.Equal(topic, await _aws.TopicAsync("t.fifo", ("ContentBasedDeduplication", "false"), ("SignatureVersion", "1"), ("DisplayName", "")));
    }

    [Fact]
    public async Task Attributes_count_towards_the_size()
    {
        var topic = await _aws.TopicAsync("t");

        Assert.Equal("400 InvalidParameter: Invalid parameter: Message too long", await _aws.ErrorAsync(
            "Publish", ("TopicArn", topic), ("Message", new string('x', 262_144)), ("MessageAttributes.entry.1.Name", "a"),
            ("MessageAttributes.entry.1.Value.DataType", "String"), ("MessageAttributes.entry.1.Value.StringValue", "x")));
    }

    [Fact]
    public async Task A_topic_above_the_default_size_has_few_subscriptions_and_no_mail()
    {
        var large = await _aws.TopicAsync("large", ("MaximumMessageSize", "1048576"));
        Task<string> SubscribeError(string protocol, string endpoint) => _aws.ErrorAsync(
            "Subscribe", ("TopicArn", large), ("Protocol", protocol), ("Endpoint", endpoint));
        Assert.EndsWith("no subscription with protocol email", await SubscribeError("email", "a@example.test"), StringComparison.Ordinal);
        foreach (var number in Enumerable.Range(1, 100))
        {
            await _aws.SubscribeAsync(large, $"q{number}");
        }

        Assert.EndsWith("at most 100 subscriptions", await SubscribeError("sqs", TopicFixture.QueueArn("q101")), StringComparison.Ordinal);

        var mailed = await _aws.TopicAsync("mailed");
        await _aws.DoAsync("Subscribe", ("TopicArn", mailed), ("Protocol", "email"), ("Endpoint", "a@example.test"));
        (string, string)[] Size(string value) => [("TopicArn", mailed), ("AttributeName", "MaximumMessageSize"), ("AttributeValue", value)];
        Assert.EndsWith("no subscription with protocol email", await _aws.ErrorAsync("SetTopicAttributes", Size("262145")), StringComparison.Ordinal);
        await _aws.DoAsync("SetTopicAttributes", Size("262144"));
    }

    [Fact]
    public async Task H22_subscriptions_that_break_a_rule_are_refused()
    {
        var topic = await _aws.TopicAsync("t");
        Task<string> Error(string protocol, string endpoint, string name = "RawMessageDelivery", string value = "true") =>
            _aws.ErrorAsync(
                "Subscribe", ("TopicArn", topic), ("Protocol", protocol), ("Endpoint", endpoint),
                ("Attributes.entry.1.key", name), ("Attributes.entry.1.value", value));

        Assert.EndsWith("does not support this protocol string: test-protocol", await Error("test-protocol", "x"), StringComparison.Ordinal);
        Assert.Equal("400 InvalidParameter: Invalid parameter: SQS endpoint ARN", await Error("sqs", "http://localhost/q"));
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed " +
            "to standard SNS topics",
            await Error("sqs", TopicFixture.QueueArn("q.fifo")));
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: Attributes Reason: RawMessageDelivery: Invalid value [x]. Must be true or false.",
            await Error("sqs", TopicFixture.QueueArn("q"), value: "x"));
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: Attributes Reason: FilterPolicy: Unrecognized match type wrong-operator",
            await Error("sqs", TopicFixture.QueueArn("q"), "FilterPolicy", """{"a":[{"wrong-operator":1}]}"""));
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: Attributes Reason: RedrivePolicy: deadLetterTargetArn is an invalid arn",
            await Error("sqs", TopicFixture.QueueArn("q"), "RedrivePolicy", "{}"));
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: Attributes Reason: RedrivePolicy: failed to parse JSON.",
            await Error("sqs", TopicFixture.QueueArn("q"), "RedrivePolicy", "{"));
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: Attributes Reason: FilterPolicy: failed to parse JSON.",
            await Error("sqs", TopicFixture.QueueArn("q"), "FilterPolicy", "{"));
    }

    [Fact]
    public async Task H31_a_topic_takes_256_KiB_unless_it_says_more()
    {
        var small = await _aws.TopicAsync("small");
        var large = await _aws.TopicAsync("large", ("MaximumMessageSize", "1048576"));
        await _aws.DoAsync("Publish", ("TopicArn", small), ("Message", new string('x', 262_144)));
        await _aws.DoAsync("Publish", ("TopicArn", large), ("Message", new string('x', 1_048_576)));
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: Message too long",
            await _aws.ErrorAsync("Publish", ("TopicArn", small), ("Message", new string('x', 262_145))));
        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: Message too long",
            await _aws.ErrorAsync("Publish", ("TopicArn", large), ("Message", new string('x', 1_048_577))));
    }
}
