using System.Net;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace Messaging.Local.Tests;

public sealed class WireTests : IDisposable
{
    private readonly BrokerFixture _sqs = new();
    private readonly HttpClient _http;

    public WireTests() => _http = new HttpClient(_sqs.Broker.Handler, disposeHandler: false);

    public void Dispose()
    {
        _http.Dispose();
        _sqs.Dispose();
    }

    [Fact]
    public async Task H01_an_error_has_its_type_in_the_body_and_its_older_code_in_a_header()
    {
        var answer = await PostAsync("SendMessage", """{"QueueUrl":"none","MessageBody":"hi"}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/x-amz-json-1.0", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue;Sender", Header(answer, "x-amzn-query-error"));
        Assert.True(Guid.TryParse(Header(answer, "x-amzn-RequestId"), out _));
        Assert.Equal(
            """{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"The specified queue does not exist."}""",
            await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("ReceiveMessage", """{"QueueUrl":"orders"}""", "{}")]
    [InlineData("ListQueueTags", """{"QueueUrl":"orders"}""", "{}")]
    [InlineData("GetQueueAttributes", """{"QueueUrl":"orders"}""", "{}")]
    [InlineData("ListQueues", """{"QueueNamePrefix":"none"}""", "{}")]
    [InlineData("ListDeadLetterSourceQueues", """{"QueueUrl":"orders"}""", """{"queueUrls":[]}""")]
    [InlineData("SetQueueAttributes", """{"QueueUrl":"orders","Attributes":{}}""", "")]
    [InlineData("DeleteMessageBatch", """{"QueueUrl":"orders","Entries":[{"Id":"a","ReceiptHandle":"garbage"}]}""",
        """{"Failed":[{"Id":"a","SenderFault":true,"Code":"ReceiptHandleIsInvalid","Message":"The input receipt handle \"garbage\" is not a valid receipt handle."}]}""")]
    public async Task H03_what_is_empty_is_left_out(string action, string request, string expected)
    {
        await _sqs.CreateAsync("orders");

        var answer = await PostAsync(action, request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
        Assert.False(answer.Headers.Contains("x-amzn-query-error"));
    }

    [Theory]
    [InlineData("SendMessage", """{"QueueUrl":"orders"}""", "MissingRequiredParameterException", "MissingParameter;Sender")]
    [InlineData("SendMessage", """{"QueueUrl":"orders","MessageBody":""}""", "MissingRequiredParameterException", "MissingParameter;Sender")]
    [InlineData("SendMessage", """{"MessageBody":"hi"}""", "MissingRequiredParameterException", "MissingParameter;Sender")]
    [InlineData("SendMessage", """{"QueueUrl":""", "SerializationException", "MalformedInput;Sender")]
    [InlineData("SendMessage", "[]", "SerializationException", "MalformedInput;Sender")]
    [InlineData("SendMessage", """{"QueueUrl":7,"MessageBody":"hi"}""", "SerializationException", "MalformedInput;Sender")]
    [InlineData("SendMessage", """{"QueueUrl":"orders","MessageBody":"hi","DelaySeconds":1e9}""", "SerializationException", "MalformedInput;Sender")]
    [InlineData("SendMessage", """{"QueueUrl":"orders","MessageBody":"\ud800"}""", "SerializationException", "MalformedInput;Sender")]
    [InlineData("SendMessage", """{"QueueUrl":"orders","MessageBody":"hi","MessageAttributes":{"a":{"DataType":"Binary","BinaryValue":"?"}}}""", "SerializationException", "MalformedInput;Sender")]
    [InlineData("ReceiveMessage", """{"QueueUrl":"orders","MaxNumberOfMessages":11}""", "InvalidParameterValueException", "InvalidParameterValue;Sender")]
    [InlineData("TagQueue", """{"QueueUrl":"orders","Tags":{"a":null}}""", "InvalidParameterValueException", "InvalidParameterValue;Sender")]
    [InlineData("FlyToTheMoon", "{}", "UnknownOperationException", "InvalidAction;Sender")]
    public async Task A_bad_request_is_the_sender_s_fault(string action, string request, string type, string queryError)
    {
        await _sqs.CreateAsync("orders");

        var answer = await PostAsync(action, request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(queryError, Header(answer, "x-amzn-query-error"));
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal($"com.amazon.coral.service#{type}", body.RootElement.GetProperty("__type").GetString());
        Assert.NotEmpty(body.RootElement.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task A_request_without_an_action_is_not_found()
    {
        var answer = await _http.GetAsync(_sqs.Broker.Endpoint);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.EndsWith("<UnknownOperationException/>", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_trace_header_of_the_request_becomes_that_of_the_message()
    {
        await _sqs.CreateAsync("orders");
        using var request = Request("SendMessage", """{"QueueUrl":"orders","MessageBody":"hi"}"""u8.ToArray());
        request.Headers.Add("X-Amzn-Trace-Id", "Root=1-5");

        await _http.SendAsync(request);

        Assert.Equal("Root=1-5", (await _sqs.ReceiveAsync("orders"))[0].Attributes["AWSTraceHeader"]);
    }

    [Fact]
    public async Task Random_bytes_never_break_the_broker()
    {
        await _sqs.CreateAsync("orders");
        await Gen.Select(OneOf(Actions), Gen.Byte.Array[0, 200]).SampleAsync(async (action, bytes) =>
        {
            using var answer = await _http.SendAsync(action, bytes);
            Assert.InRange((int)answer.StatusCode, 200, 499);
        }, iter: 2000, threads: 1);
    }

    [Fact]
    public async Task Mutations_of_good_requests_never_break_the_broker()
    {
        await _sqs.CreateAsync("orders");
        await _sqs.CreateAsync("orders.fifo");
        var mutations = Gen.Select(OneOf(Requests), Gen.Int[0, 10_000], OneOf(Fragments), Gen.Int[0, 12]);
        await Gen.Select(OneOf(Actions), mutations, mutations).SampleAsync(async (action, first, second) =>
        {
            var text = Mutate(Mutate(first.Item1, first.Item2, first.Item3, first.Item4), second.Item2, second.Item3, second.Item4);
            using var answer = await _http.SendAsync(action, Encoding.UTF8.GetBytes(text));
            Assert.True((int)answer.StatusCode < 500, $"{action} {text} answered {answer.StatusCode}");
        }, iter: 20_000, threads: 1);
    }

    private static readonly string[] Actions =
    [
        "CreateQueue", "GetQueueUrl", "GetQueueAttributes", "SetQueueAttributes", "ListQueues", "ListDeadLetterSourceQueues",
        "PurgeQueue", "SendMessage", "SendMessageBatch", "ReceiveMessage", "DeleteMessage", "DeleteMessageBatch",
        "ChangeMessageVisibility", "ChangeMessageVisibilityBatch", "StartMessageMoveTask", "CancelMessageMoveTask",
        "ListMessageMoveTasks", "TagQueue", "UntagQueue", "ListQueueTags", "AddPermission", "RemovePermission", "Unknown",
    ];

    private static readonly string[] Requests =
    [
        """{"QueueName":"orders","Attributes":{"VisibilityTimeout":"30"},"tags":{"a":"b"}}""",
        """{"QueueUrl":"orders","MessageBody":"hi","MessageAttributes":{"a":{"DataType":"String","StringValue":"b"}}}""",
        """{"QueueUrl":"orders","Entries":[{"Id":"a","MessageBody":"hi","ReceiptHandle":"AAAA","VisibilityTimeout":3}]}""",
        """{"QueueUrl":"orders.fifo","MessageBody":"hi","MessageGroupId":"g","MessageDeduplicationId":"d"}""",
        """{"QueueUrl":"orders","AttributeNames":["All"],"MaxNumberOfMessages":10,"VisibilityTimeout":0,"TagKeys":["a"]}""",
        """{"QueueUrl":"orders","Attributes":{"RedrivePolicy":"{\"deadLetterTargetArn\":\"x\",\"maxReceiveCount\":3}"}}""",
        """{"QueueUrl":"orders","Attributes":{"RedriveAllowPolicy":"{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[1]}"}}""",
        """{"QueueUrl":"orders","Label":"l","AWSAccountIds":["1"],"Actions":["*"],"Attributes":{"Policy":"{\"Statement\":7}"}}""",
        """{"SourceArn":"arn:aws:sqs:us-east-1:000000000000:orders","TaskHandle":"eyJ0YXNrSWQiOjF9","MaxResults":3}""",
        """{"QueueUrl":"orders","MessageBody":"hi","MessageSystemAttributes":{"AWSTraceHeader":{"DataType":"String","StringValue":"b"}}}""",
        """{"QueueNamePrefix":"o","MaxResults":1,"NextToken":"AAAA"}""",
    ];

    private static readonly string[] Fragments =
        ["null", "[]", "{}", "\"\"", "-1", "1e400", "99999999999", "true", "\\ud800", "\u0000", "\"", "{", "}", ",", ":", "[", "é", "/"];

    private static Gen<string> OneOf(string[] choices) => Gen.Int[0, choices.Length - 1].Select(at => choices[at]);

    private static string Mutate(string text, int at, string fragment, int removed)
    {
        at %= text.Length + 1;
        return text[..at] + fragment + text[Math.Min(text.Length, at + removed)..];
    }

    private Task<HttpResponseMessage> PostAsync(string action, string body) =>
        _http.SendAsync(Request(action, Encoding.UTF8.GetBytes(body)));

    private static HttpRequestMessage Request(string action, byte[] body) => BrokerRequests.Request(action, body);

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
