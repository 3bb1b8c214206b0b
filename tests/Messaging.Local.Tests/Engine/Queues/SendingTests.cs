using Amazon.SQS;
using Amazon.SQS.Model;

namespace Messaging.Local.Tests;

public sealed class SendingTests : IDisposable
{
    private const int Limit = 1_048_576;
    private readonly BrokerFixture _sqs = new();

    public void Dispose() => _sqs.Dispose();

    [Fact]
    public async Task H05_a_message_of_the_exact_limit_is_accepted_and_one_byte_more_is_not()
    {
        var queue = await _sqs.CreateAsync("orders");

        await _sqs.SendAsync(queue, new string('a', Limit));
        var error = await Assert.ThrowsAsync<AmazonSQSException>(() => _sqs.SendAsync(queue, new string('a', Limit + 1)));

        Assert.Equal("InvalidParameterValue", error.ErrorCode);
        Assert.Equal(
            "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.", error.Message);
    }

    [Fact]
    public async Task Attributes_count_with_name_type_and_value_and_the_trace_header_does_not()
    {
        var queue = await _sqs.CreateAsync("orders", ("MaximumMessageSize", "1024"));
        SendMessageRequest Request(int body) => new(queue, new string('é', body))
        {
            MessageAttributes = new()
            {
                ["name"] = new() { DataType = "Binary", BinaryValue = new MemoryStream(new byte[14]) },
            },
            MessageSystemAttributes = new() { ["AWSTraceHeader"] = new() { DataType = "String", StringValue = "Root=1-5" } },
        };

        await _sqs.Client.SendMessageAsync(Request(500));

        await Assert.ThrowsAsync<AmazonSQSException>(() => _sqs.Client.SendMessageAsync(Request(501)));
    }

    [Fact]
    public async Task H05_a_batch_over_the_limit_is_refused_as_a_whole()
    {
        var queue = await _sqs.CreateAsync("orders", ("MaximumMessageSize", "1024"));

        var error = await Assert.ThrowsAsync<BatchRequestTooLongException>(
            () => BatchAsync(queue, new string('a', Limit), "b"));

        Assert.Equal("Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.", error.Message);
        Assert.Equal(0, _sqs.Broker.FindQueue("orders")!.Total);
    }

    [Fact]
    public async Task H05_an_entry_over_the_limit_of_its_queue_fails_alone()
    {
        var queue = await _sqs.CreateAsync("orders", ("MaximumMessageSize", "1024"));

        var answer = await BatchAsync(queue, "first", new string('a', 1025), "third", "bad \u0001 character");

        Assert.Equal(["0", "2"], answer.Successful.Select(entry => entry.Id));
        Assert.Equal(["1", "3"], answer.Failed.Select(entry => entry.Id));
        Assert.All(answer.Failed, entry => Assert.True(entry.SenderFault));
        Assert.Equal(["InvalidParameterValue", "InvalidMessageContents"], answer.Failed.Select(entry => entry.Code));
        Assert.Equal(
            "One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.",
            answer.Failed[0].Message);
        Assert.Equal(2, _sqs.Broker.FindQueue("orders")!.Visible);
    }

    [Fact]
    public async Task Batches_need_one_to_ten_entries_with_distinct_proper_ids()
    {
        var queue = await _sqs.CreateAsync("orders");
        SendMessageBatchRequest With(params string[] ids) =>
            new(queue, [.. ids.Select(id => new SendMessageBatchRequestEntry(id, "body"))]);

        await Assert.ThrowsAsync<EmptyBatchRequestException>(() => _sqs.Client.SendMessageBatchAsync(With()));
        await Assert.ThrowsAsync<BatchEntryIdsNotDistinctException>(() => _sqs.Client.SendMessageBatchAsync(With("a", "a")));
        await Assert.ThrowsAsync<InvalidBatchEntryIdException>(() => _sqs.Client.SendMessageBatchAsync(With("a b")));
        await Assert.ThrowsAsync<InvalidBatchEntryIdException>(() => _sqs.Client.SendMessageBatchAsync(With(new string('a', 81))));
        var error = await Assert.ThrowsAsync<TooManyEntriesInBatchRequestException>(
            () => BatchAsync(queue, [.. Enumerable.Repeat("body", 20)]));

        Assert.Equal("Maximum number of entries per request are 10. You have sent 20.", error.Message);
    }

    [Fact]
    public async Task H16_a_missing_group_is_a_missing_parameter_alone_and_an_invalid_one_in_a_batch()
    {
        var queue = await _sqs.CreateAsync("orders.fifo");

        var single = await Assert.ThrowsAsync<AmazonSQSException>(() => _sqs.SendAsync(queue, "body"));
        var batch = await Assert.ThrowsAsync<AmazonSQSException>(() => BatchAsync(queue, "body"));

        Assert.Equal("MissingParameter", single.ErrorCode);
        Assert.Equal("InvalidParameterValue", batch.ErrorCode);
        Assert.Equal("The request must contain the parameter MessageGroupId.", single.Message);
        Assert.Equal(single.Message, batch.Message);
    }

    [Fact]
    public async Task A_FIFO_message_needs_a_deduplication_id_from_somewhere()
    {
        var queue = await _sqs.CreateAsync("orders.fifo", ("ContentBasedDeduplication", "false"));

        var error = await Assert.ThrowsAsync<AmazonSQSException>(() => _sqs.SendAsync(queue, "body", "g"));
        await _sqs.SendAsync(queue, "body", "g", "id");

        Assert.Equal("InvalidParameterValue", error.ErrorCode);
        Assert.StartsWith("The queue should either have ContentBasedDeduplication", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H17_A_FIFO_queue_takes_a_delay_of_zero_to_mean_its_own_and_refuses_another()
    {
        var queue = await _sqs.CreateAsync("orders.fifo", ("DelaySeconds", "5"));
        SendMessageRequest Request(int delay) => new(queue, $"body {delay}") { MessageGroupId = "g", DelaySeconds = delay };

        await _sqs.Client.SendMessageAsync(Request(0));
        var error = await Assert.ThrowsAsync<AmazonSQSException>(() => _sqs.Client.SendMessageAsync(Request(2)));

        Assert.Equal(
            "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for " +
            "this queue type.",
            error.Message);
        Assert.Equal(1, _sqs.Broker.FindQueue("orders.fifo")!.Delayed);
        _sqs.Advance(5);
        Assert.Equal(["body 0"], await _sqs.BodiesAsync(queue));
    }

    [Fact]
    public async Task A_delay_of_a_message_replaces_that_of_a_standard_queue()
    {
        var queue = await _sqs.CreateAsync("orders", ("DelaySeconds", "5"));

        await _sqs.Client.SendMessageAsync(new SendMessageRequest(queue, "now") { DelaySeconds = 0 });
        await _sqs.Client.SendMessageAsync(new SendMessageRequest(queue, "soon") { DelaySeconds = 2 });
        await _sqs.SendAsync(queue, "later");

        Assert.Equal(["now"], await _sqs.BodiesAsync(queue));
        _sqs.Advance(2);
        Assert.Equal(["soon"], await _sqs.BodiesAsync(queue));
        _sqs.Advance(3);
        Assert.Equal(["later"], await _sqs.BodiesAsync(queue));
    }

    [Fact]
    public async Task H18_a_group_on_a_standard_queue_is_returned_and_locks_nothing()
    {
        var queue = await _sqs.CreateAsync("orders");
        await _sqs.SendAsync(queue, "one", "tenant");
        await _sqs.SendAsync(queue, "two", "tenant");

        var first = Assert.Single(await _sqs.ReceiveAsync(queue, most: 1));
        var second = Assert.Single(await _sqs.ReceiveAsync(queue, most: 1));

        Assert.Equal("tenant", first.Attributes["MessageGroupId"]);
        Assert.Equal("tenant", second.Attributes["MessageGroupId"]);
        Assert.DoesNotContain("SequenceNumber", second.Attributes.Keys);
    }

    [Theory]
    [InlineData("orders", "")]
    [InlineData("orders", "with space")]
    [InlineData("orders.fifo", "ümlaut")]
    public async Task A_group_must_be_punctuation_and_alphanumeric(string name, string group)
    {
        var queue = await _sqs.CreateAsync(name);

        var error = await Assert.ThrowsAsync<AmazonSQSException>(() => _sqs.SendAsync(queue, "body", group));

        Assert.Equal(
            $"Value {group} for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric " +
            "and punctuation characters. 1 to 128 in length.",
            error.Message);
    }

    [Theory]
    [InlineData("AWS.name", "String", "value")]
    [InlineData(".name", "String", "value")]
    [InlineData("na..me", "String", "value")]
    [InlineData("name", "Text", "value")]
    [InlineData("name", "Number", "seven")]
    [InlineData("name", "Number", "NaN")]
    [InlineData("name", "Number", "1e400")]
    [InlineData("name", "String", "bad \u0001")]
    public async Task Attributes_must_have_proper_names_types_and_values(string name, string type, string value)
    {
        var queue = await _sqs.CreateAsync("orders");

        var error = await Assert.ThrowsAsync<AmazonSQSException>(() => _sqs.Client.SendMessageAsync(
            new SendMessageRequest(queue, "body")
            {
                MessageAttributes = new() { [name] = new() { DataType = type, StringValue = value } },
            }));

        Assert.Equal("InvalidParameterValue", error.ErrorCode);
        Assert.Equal(0, _sqs.Broker.FindQueue("orders")!.Total);
    }

    [Fact]
    public async Task The_name_of_an_attribute_may_have_letters_of_any_script()
    {
        var queue = await _sqs.CreateAsync("orders");

        await _sqs.Client.SendMessageAsync(new SendMessageRequest(queue, "body")
        {
            MessageAttributes = new() { ["attr.1\u00F8\u00DF\u00E4"] = new() { DataType = "String", StringValue = "Valida" } },
        });

        Assert.Equal("Valida", Assert.Single(await _sqs.ReceiveAsync(queue)).MessageAttributes["attr.1\u00F8\u00DF\u00E4"].StringValue);
    }

    [Theory]
    [InlineData("\u0001", false)]
    [InlineData("\uFFFE", false)]
    [InlineData("tab\t line\r\n", true)]
    [InlineData("\uD83D\uDE00 smile \uE000", true)]
    public void Bodies_hold_what_XML_can_hold(string body, bool legal) =>
        Assert.Equal(legal, MessageRules.HasLegalCharacters(body));

    [Fact]
    public void Halves_of_a_surrogate_pair_are_illegal()
    {
        // The test framework would replace them in the data of a theory.
        Assert.False(MessageRules.HasLegalCharacters("a\uD800b"));
        Assert.False(MessageRules.HasLegalCharacters("a\uDC00"));
        Assert.False(MessageRules.HasLegalCharacters("\uD83D"));
    }

    private Task<SendMessageBatchResponse> BatchAsync(string queue, params string[] bodies) =>
        _sqs.Client.SendMessageBatchAsync(queue, [.. bodies.Select((body, at) => new SendMessageBatchRequestEntry($"{at}", body))]);
}
