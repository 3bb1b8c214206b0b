using System.Globalization;
using System.Text;
using CsCheck;

namespace Messaging.Local.Tests;

/// <summary>Whatever comes over the wire, the answer is the sender's error and never a defect of the broker.</summary>
public sealed class HostileRequestTests : IDisposable
{
    private const string Orders = "http://localhost/000000000000/orders";

    private static readonly string[] Actions =
    [
        "CreateQueue", "GetQueueUrl", "GetQueueAttributes", "SetQueueAttributes", "ListQueues", "ListDeadLetterSourceQueues",
        "PurgeQueue", "SendMessage", "SendMessageBatch", "ReceiveMessage", "DeleteMessage", "DeleteMessageBatch",
        "ChangeMessageVisibility", "ChangeMessageVisibilityBatch", "StartMessageMoveTask", "CancelMessageMoveTask",
        "ListMessageMoveTasks", "TagQueue", "UntagQueue", "ListQueueTags", "AddPermission", "RemovePermission", "Publish", "",
    ];

    private static readonly string[] Names =
    [
        "QueueUrl", "QueueName", "MessageBody", "DelaySeconds", "MaxNumberOfMessages", "VisibilityTimeout", "ReceiptHandle",
        "Attribute.1.Name", "Attribute.1.Value", "Attribute.Name", "Attribute.Value", "AttributeName", "AttributeName.1",
        "MessageAttribute.1.Name", "MessageAttribute.1.Value.DataType", "MessageAttribute.1.Value.StringValue",
        "MessageAttribute.1.Value.BinaryValue", "MessageSystemAttribute.1.Name", "Tag.1.Key", "Tag.1.Value", "TagKey.1",
        "SendMessageBatchRequestEntry.1.Id", "SendMessageBatchRequestEntry.1.MessageBody", "SendMessageBatchRequestEntry.2.Id",
        "DeleteMessageBatchRequestEntry.1.Id", "DeleteMessageBatchRequestEntry.1.ReceiptHandle", "MessageGroupId",
        "ChangeMessageVisibilityBatchRequestEntry.0.Id", "SourceArn", "TaskHandle", "MaxResults", "NextToken", "Label",
        "AWSAccountId.1", "ActionName.1", "Version", "Action", "X-Amz-Credential", "Tag.00000000000000000001.Key",
        "AttributeName.4294967296", "AttributeName.-1", "AttributeName..", "....", ".", "",
    ];

    private static readonly string[] Values =
    [
        "orders", "hi", "1", "-1", "99999999999999999999", "NaN", "1e3", "All", "String", "Binary", "AAAA", "%", "%2", "%zz", "%00",
        "%ff", "%ed%a0%80", "%c0%80", "é", "\ud800", "+", "==", "&&&", "<!DOCTYPE a>", "arn:aws:sqs:us-east-1:000000000000:orders",
        "VisibilityTimeout", "RedrivePolicy", "{\"deadLetterTargetArn\":7}", "eyJ0YXNrSWQiOjF9", "a/b/c/d/sqs/aws4_request", "",
    ];

    private readonly BrokerFixture _sqs = new();
    private readonly HttpClient _http;

    public HostileRequestTests() => _http = new HttpClient(_sqs.Broker.Handler, disposeHandler: false);

    public void Dispose()
    {
        _http.Dispose();
        _sqs.Dispose();
    }

    [Fact]
    public async Task Random_forms_never_break_the_broker()
    {
        await _sqs.CreateAsync("orders");
        var pair = Gen.Select(OneOf(Names), OneOf(Values), (name, value) => $"{name}={value}");
        await Gen.Select(OneOf(Actions), pair.Array[0, 12]).SampleAsync(async (action, pairs) =>
        {
            var body = $"Action={action}&{string.Join('&', pairs)}";
            var answer = await _http.PostRawAsync(Orders, Encoding.UTF8.GetBytes(body));
            Assert.True(answer.Status < 500, $"{body} answered {answer.Text}");
        }, iter: 20_000, threads: 1);
    }

    [Fact]
    public async Task Random_bytes_as_forms_never_break_the_broker()
    {
        await _sqs.CreateAsync("orders");
        await Gen.Select(OneOf(Actions), Gen.Byte.Array[0, 200]).SampleAsync(async (action, bytes) =>
        {
            var answer = await _http.PostRawAsync(Orders + "?Action=" + action, bytes);
            Assert.InRange(answer.Status, 200, 499);
        }, iter: 3000, threads: 1);
    }

    [Fact]
    public async Task Random_targets_and_bodies_never_break_the_broker()
    {
        string[] targets = ["AWSEvents.PutEvents", "AWSEvents.", "AmazonSQS.", "AmazonSQS", ".", "", "SendMessage", "DynamoDB_20120810.GetItem"];
        await Gen.Select(OneOf(targets), Gen.Byte.Array[0, 50]).SampleAsync(async (target, bytes) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _sqs.Broker.Endpoint) { Content = new ByteArrayContent(bytes) };
            request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
            using var answer = await _http.SendAsync(request);
            Assert.InRange((int)answer.StatusCode, 400, 499);
        }, iter: 500, threads: 1);
    }

    [Fact]
    public async Task Numbers_of_items_cost_nothing_however_large_they_are()
    {
        await _sqs.CreateAsync("orders");
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var answer = await _http.PostRawAsync(
            Orders,
            "Action=SendMessageBatch&SendMessageBatchRequestEntry.2147483647.Id=a&SendMessageBatchRequestEntry.2147483647.MessageBody=hi"u8.ToArray());

        // Other tests allocate at the same time, but nothing like a list of that length.
        Assert.Equal(200, answer.Status);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, int.MaxValue);
    }

    [Fact]
    public async Task A_hundred_thousand_entries_are_counted_and_refused()
    {
        await _sqs.CreateAsync("orders");
        var body = new StringBuilder("Action=DeleteMessageBatch");
        for (var at = 1; at <= 100_000; at++)
        {
            body.Append(CultureInfo.InvariantCulture, $"&DeleteMessageBatchRequestEntry.{at}.Id={at}&DeleteMessageBatchRequestEntry.{at}.ReceiptHandle=x");
        }

        var answer = await _http.PostRawAsync(Orders, Encoding.UTF8.GetBytes(body.ToString()));

        Assert.Equal("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", answer.Error);
        Assert.Equal("Maximum number of entries per request are 10. You have sent 100000.", answer["Message"]);
    }

    [Fact]
    public async Task A_name_with_a_million_steps_is_only_a_name()
    {
        await _sqs.CreateAsync("orders");

        var answer = await _http.PostRawAsync(
            Orders, Encoding.UTF8.GetBytes("Action=SendMessage&MessageBody=hi&" + string.Concat(Enumerable.Repeat("a.", 1_000_000)) + "=x"));

        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    [InlineData("[", "")]
    public async Task Json_that_is_too_deep_is_malformed(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 100_000)) + "1" + string.Concat(Enumerable.Repeat(close, 100_000));

        using var answer = await _http.SendAsync("SendMessage", Encoding.UTF8.GetBytes($$"""{"QueueUrl":"orders","MessageBody":{{deep}}}"""));

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("SerializationException", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_is_not_utf8_is_malformed()
    {
        await _sqs.CreateAsync("orders");

        using var answer = await _http.SendAsync("SendMessage", [.. "{\"QueueUrl\":\"orders\",\"MessageBody\":\""u8, 0xFF, 0xFE, .. "\"}"u8]);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("SerializationException", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Gen<string> OneOf(string[] choices) => Gen.Int[0, choices.Length - 1].Select(at => choices[at]);
}
