using System.Text.Json.Nodes;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Messaging.Sqs.Tests;

public class SqsQueueChannelTests
{
    private const string Url = "http://sqs.test/000000000000/orders";

    private readonly ScriptedSqs _sqs = new();

    [Fact]
    public async Task Asks_for_everything_and_always_says_the_visibility()
    {
        var messages = await Channel().ReceiveAsync(new ReceiveCall(7, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(45), null), default);

        Assert.Empty(messages);
        var sent = _sqs.Last("ReceiveMessage");
        Assert.Equal((Url, 7, 20, 45), ((string?)sent["QueueUrl"], (int?)sent["MaxNumberOfMessages"], (int?)sent["WaitTimeSeconds"], (int?)sent["VisibilityTimeout"]));
        Assert.Equal("All", (string?)Assert.Single(sent["MessageSystemAttributeNames"]!.AsArray()));
        Assert.Equal("All", (string?)Assert.Single(sent["MessageAttributeNames"]!.AsArray()));
    }

    [Fact]
    public async Task Reads_a_message_with_its_string_attributes_only()
    {
        var message = await ReceiveAsync(
            """{"ApproximateReceiveCount":"3","SentTimestamp":"1769862896789","MessageGroupId":"g-1"}""",
            """{"type":{"DataType":"String","StringValue":"acme.test"},"n":{"DataType":"Number","StringValue":"1"},"b":{"DataType":"Binary","BinaryValue":"AQI="}}""");

        Assert.Equal(("m-1", "r-1", "hello", 3, "g-1"), (message.Id, message.ReceiptHandle, message.Body, message.ReceiveCount, message.GroupId));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1769862896789), message.SentAt);
        Assert.Equal(("type", "acme.test"), (Assert.Single(message.Attributes).Key, message.Attributes["type"]));
        Assert.Equal(3, Assert.IsType<Message>(message.TransportMessage).MessageAttributes.Count);
    }

    [Fact]
    public async Task Reads_a_message_about_which_the_service_says_nothing()
    {
        var message = await ReceiveAsync(null, null);

        Assert.Equal(1, message.ReceiveCount);
        Assert.Null(message.SentAt);
        Assert.Null(message.GroupId);
        Assert.Empty(message.Attributes);
    }

    [Theory]
    [InlineData("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", 400, "NoQueue")]
    [InlineData("RequestThrottled", "RequestThrottled", 403, "Refused")]
    [InlineData("InternalError", "InternalError", 500, "NoAnswer")]
    public async Task Says_how_a_receive_failed(string shape, string code, int status, string expected)
    {
        _sqs.Refuse("ReceiveMessage", shape, code, status: status);

        var exception = await Assert.ThrowsAsync<ReceiveException>(() =>
            Channel().ReceiveAsync(new ReceiveCall(1, TimeSpan.Zero, TimeSpan.FromSeconds(30), null), default));

        Assert.Equal(expected, exception.Failure.ToString());
    }

    [Fact]
    public async Task Names_a_fifo_receive()
    {
        await Channel().ReceiveAsync(new ReceiveCall(1, TimeSpan.Zero, TimeSpan.FromSeconds(30), "attempt-1"), default);

        Assert.Equal("attempt-1", (string?)_sqs.Last("ReceiveMessage")["ReceiveRequestAttemptId"]);
    }

    [Fact]
    public async Task Answers_deletes_in_the_order_of_the_receipts()
    {
        _sqs.On("DeleteMessageBatch", """
            {"Successful":[{"Id":"2"}],"Failed":[{"Id":"1","SenderFault":false,"Code":"InternalError"},
            {"Id":"0","SenderFault":true,"Code":"ReceiptHandleIsInvalid","Message":"Not valid."}]}
            """);

        var answers = await Channel().DeleteAsync(["a", "b", "c"], default);

        Assert.Equal([EntryFailureKind.Gone, EntryFailureKind.Transient, null], answers.Select(answer => answer?.Kind));
        var entries = _sqs.Last("DeleteMessageBatch")["Entries"]!.AsArray();
        Assert.Equal(["0a", "1b", "2c"], entries.Select(entry => $"{entry!["Id"]}{entry["ReceiptHandle"]}"));
    }

    [Fact]
    public async Task Changes_visibility_and_tells_what_is_gone_from_what_is_wrong()
    {
        _sqs.On("ChangeMessageVisibilityBatch", """
            {"Failed":[
            {"Id":"0","SenderFault":true,"Code":"InvalidParameterValue","Message":"Value a for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change."},
            {"Id":"1","SenderFault":true,"Code":"InvalidParameterValue","Message":"Total VisibilityTimeout for the message is beyond the limit [43200 seconds]"}]}
            """);

        var answers = await Channel().ChangeVisibilityAsync(
            [new VisibilityChange("a", TimeSpan.Zero), new VisibilityChange("b", TimeSpan.FromMilliseconds(1001))], default);

        Assert.Equal([EntryFailureKind.Gone, EntryFailureKind.Permanent], answers.Select(answer => answer?.Kind));
        var entries = _sqs.Last("ChangeMessageVisibilityBatch")["Entries"]!.AsArray();
        Assert.Equal([0, 2], entries.Select(entry => (int)entry!["VisibilityTimeout"]!));
    }

    [Fact]
    public async Task Leaves_what_fails_the_whole_request_to_the_caller()
    {
        _sqs.Refuse("DeleteMessageBatch", "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue");
        _sqs.NeverAnswer("ReceiveMessage");
        using var cancel = new CancellationTokenSource();
        var receiving = Channel().ReceiveAsync(new ReceiveCall(1, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30), null), cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving);
        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => Channel().DeleteAsync(["a"], default));
    }

    [Fact]
    public async Task Copies_body_attributes_group_and_trace_with_the_reason()
    {
        var message = await ReceiveAsync(
            """{"MessageGroupId":"g-1","MessageDeduplicationId":"d-1","AWSTraceHeader":"Root=1-2"}""",
            """{"n":{"DataType":"Number","StringValue":"1"},"b":{"DataType":"Binary","BinaryValue":"AQI="}}""");

        await Channel(isFifo: true).CopyToDeadLetterQueueAsync(message, "Sold out\u0001.", default);

        var sent = _sqs.Last("SendMessage");
        var attributes = sent["MessageAttributes"]!;
        Assert.Equal(Url + "-dlq", (string?)sent["QueueUrl"]);
        Assert.Equal(("hello", "g-1", "m-1"), ((string?)sent["MessageBody"], (string?)sent["MessageGroupId"], (string?)sent["MessageDeduplicationId"]));
        Assert.Equal("Root=1-2", (string?)sent["MessageSystemAttributes"]!["AWSTraceHeader"]!["StringValue"]);
        Assert.Equal(("Number", "1"), ((string?)attributes["n"]!["DataType"], (string?)attributes["n"]!["StringValue"]));
        Assert.Equal("AQI=", (string?)attributes["b"]!["BinaryValue"]);
        Assert.Equal("Sold out .", (string?)attributes["dead-letter-reason"]!["StringValue"]);
        Assert.Equal("orders", (string?)attributes["dead-letter-source"]!["StringValue"]);
    }

    [Theory]
    [InlineData(8, 10)]
    [InlineData(9, 10)]
    [InlineData(10, 10)]
    public void Adds_notes_only_while_there_is_room_for_attributes(int present, int expected)
    {
        var copy = DeadLetterCopy.Of(Message("x", present), "Why.", new QueueFacts { QueueName = "orders" });

        Assert.Equal(expected, copy.MessageAttributes.Count);
        Assert.Equal(present < 10, copy.MessageAttributes.ContainsKey(DeadLetterCopy.ReasonAttribute));
        Assert.Null(copy.MessageDeduplicationId);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(24, null)]
    [InlineData(26, "Wh")]
    [InlineData(30, "Why so")]
    public void Shortens_the_reason_to_the_bytes_that_are_left(int bytesLeft, string? expected)
    {
        var body = new string('x', SqsLimits.MaxMessageBytes - bytesLeft);

        var copy = DeadLetterCopy.Of(Message(body, 0), "Why so?", new QueueFacts { QueueName = "orders" });

        // The name takes 18 bytes, the data type 6.
        Assert.Equal(expected, copy.MessageAttributes?.GetValueOrDefault(DeadLetterCopy.ReasonAttribute)?.StringValue);
    }

    [Fact]
    public async Task Leaves_the_notes_out_where_the_dead_letter_queue_refuses_the_copy_with_them()
    {
        _sqs.Refuse("SendMessage", "InvalidParameterValueException", "InvalidParameterValue",
            "One or more parameters are invalid. Reason: Message must be shorter than 262144 bytes.");
        _sqs.On("SendMessage", "{}");
        var message = Message("hello", 1);
        var attributes = ((Message)message.TransportMessage!).MessageAttributes;
        attributes["b"] = new MessageAttributeValue { DataType = "Binary", BinaryValue = new MemoryStream([1, 2]) };
        attributes[DeadLetterCopy.ReasonAttribute] = new MessageAttributeValue { DataType = "String", StringValue = "Another time." };

        await Channel().CopyToDeadLetterQueueAsync(message, "Why.", default);

        Assert.Equal(["SendMessage", "SendMessage"], _sqs.Actions);
        var sent = _sqs.Last("SendMessage");
        Assert.Equal((Url + "-dlq", "hello"), ((string?)sent["QueueUrl"], (string?)sent["MessageBody"]));
        Assert.Equal(["a0", "b"], sent["MessageAttributes"]!.AsObject().Select(attribute => attribute.Key).Order());
        Assert.Equal("AQI=", (string?)sent["MessageAttributes"]!["b"]!["BinaryValue"]);
    }

    [Theory]
    [InlineData("RequestThrottled")]
    [InlineData("AWS.SimpleQueueService.NonExistentQueue")]
    public async Task Sends_no_second_copy_when_the_first_was_refused_for_what_notes_do_not_change(string code)
    {
        _sqs.Refuse("SendMessage", "Any", code);

        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => Channel().CopyToDeadLetterQueueAsync(Message("hello", 1), "Why.", default));

        Assert.Single(_sqs.Actions);
    }

    [Fact]
    public async Task Copies_nowhere_without_a_dead_letter_queue()
    {
        var channel = new SqsQueueChannel(_sqs.Client, Url, new QueueFacts { QueueName = "orders" }, deadLetterQueueUrl: null);

        await Assert.ThrowsAsync<InvalidOperationException>(() => channel.CopyToDeadLetterQueueAsync(Message("x", 0), "Why.", default));
    }

    private SqsQueueChannel Channel(bool isFifo = false) =>
        new(_sqs.Client, Url, new QueueFacts { QueueName = "orders", IsFifo = isFifo }, Url + "-dlq");

    private static ReceivedMessage Message(string body, int attributes) => new()
    {
        Id = "m-1",
        ReceiptHandle = "r-1",
        Body = body,
        TransportMessage = new Message
        {
            MessageAttributes = Enumerable.Range(0, attributes).ToDictionary(
                i => $"a{i}", _ => new MessageAttributeValue { DataType = "String", StringValue = "v" }),
        },
    };

    private async Task<ReceivedMessage> ReceiveAsync(string? system, string? attributes)
    {
        var message = new JsonObject
        {
            ["MessageId"] = "m-1",
            ["ReceiptHandle"] = "r-1",
            ["Body"] = "hello",
            ["MD5OfBody"] = ScriptedSqs.Md5("hello"),
        };
        if (system is not null)
        {
            message["Attributes"] = JsonNode.Parse(system);
            message["MessageAttributes"] = attributes is null ? null : JsonNode.Parse(attributes);
        }

        _sqs.On("ReceiveMessage", new JsonObject { ["Messages"] = new JsonArray(message) }.ToJsonString());
        return Assert.Single(await Channel().ReceiveAsync(new ReceiveCall(1, TimeSpan.Zero, TimeSpan.FromSeconds(30), null), default));
    }
}
