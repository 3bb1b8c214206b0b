namespace Messaging.Local.Tests;

public sealed class QueryTests : IDisposable
{
    private const string Root = "http://localhost/";
    private const string Orders = "http://localhost/000000000000/orders";

    private readonly BrokerFixture _sqs = new();
    private readonly HttpClient _http;

    public QueryTests() => _http = new HttpClient(_sqs.Broker.Handler, disposeHandler: false);

    public void Dispose()
    {
        _http.Dispose();
        _sqs.Dispose();
    }

    [Fact]
    public async Task H02_an_error_tells_code_type_and_the_older_text_in_xml()
    {
        var answer = await _http.PostFormAsync(
            Root, ("Action", "SendMessage"), ("Version", "2012-11-05"), ("QueueUrl", "none"), ("MessageBody", "hi"));

        Assert.Equal(400, answer.Status);
        Assert.Equal(
            $"""<?xml version="1.0"?><ErrorResponse xmlns="{QueryRequests.Sqs}"><Error><Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>The specified queue does not exist for this wsdl version.</Message><Detail/></Error><RequestId>{answer.RequestId}</RequestId></ErrorResponse>""",
            answer.Text);
    }

    [Fact]
    public async Task A_result_stands_in_a_response_that_tells_the_id_of_the_request()
    {
        var answer = await _http.PostFormAsync(Root, ("Action", "CreateQueue"), ("QueueName", "orders"));

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            $"""<?xml version="1.0"?><CreateQueueResponse xmlns="{QueryRequests.Sqs}"><CreateQueueResult><QueueUrl>{Orders}</QueueUrl></CreateQueueResult><ResponseMetadata><RequestId>{answer.RequestId}</RequestId></ResponseMetadata></CreateQueueResponse>""",
            answer.Text);
    }

    [Fact]
    public async Task An_action_without_an_answer_has_only_the_id_of_the_request()
    {
        await _sqs.CreateAsync("orders");

        var answer = await _http.PostFormAsync(Orders, ("Action", "PurgeQueue"));

        Assert.Equal(
            $"""<?xml version="1.0"?><PurgeQueueResponse xmlns="{QueryRequests.Sqs}"><ResponseMetadata><RequestId>{answer.RequestId}</RequestId></ResponseMetadata></PurgeQueueResponse>""",
            answer.Text);
    }

    [Fact]
    public async Task An_empty_receive_has_an_empty_result()
    {
        await _sqs.CreateAsync("orders");

        Assert.Contains("<ReceiveMessageResult/>", (await _http.GetQueryAsync(Orders + "?Action=ReceiveMessage")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Orders + "?Action=SendMessage&MessageBody=hi")]
    [InlineData(Orders + "/?Action=SendMessage&Version=2012-11-05&MessageBody=hi")]
    [InlineData("http://localhost/queue/orders?Action=SendMessage&MessageBody=hi")]
    [InlineData(Root + "?Action=SendMessage&MessageBody=hi&QueueUrl=orders")]
    [InlineData(Root + "?Action=SendMessage&MessageBody=hi&QueueUrl=https%3A%2F%2Fsqs.eu-west-1.amazonaws.com%2F1%2Forders")]
    public async Task A_queue_is_named_by_the_address_or_by_a_parameter(string address)
    {
        await _sqs.CreateAsync("orders");

        var sent = await _http.GetQueryAsync(address);

        Assert.Equal("49f68a5c8493ec2c0bf489821c21fc3b", sent["MD5OfMessageBody"]);
        Assert.Equal(["hi"], await _sqs.BodiesAsync("orders"));
    }

    [Fact]
    public async Task The_parameter_wins_over_the_address()
    {
        await _sqs.CreateAsync("orders");
        await _sqs.CreateAsync("others");

        await _http.PostFormAsync(Orders, ("Action", "SendMessage"), ("QueueUrl", "http://localhost/000000000000/others"), ("MessageBody", "hi"));

        Assert.Empty(await _sqs.BodiesAsync("orders"));
        Assert.Equal(["hi"], await _sqs.BodiesAsync("others"));
    }

    [Fact]
    public async Task Action_and_members_may_be_in_different_places()
    {
        await _sqs.CreateAsync("orders");

        await _http.PostFormAsync(Orders + "?Action=SendMessage&Version=2012-11-05", ("MessageBody", "hi"));

        Assert.Equal(["hi"], await _sqs.BodiesAsync("orders"));
    }

    [Theory]
    [InlineData(Orders, "", 404, null, null)]
    [InlineData(Orders, "Action=", 404, null, null)]
    [InlineData(Orders, "Action=FooBar", 400, "InvalidAction", "The action FooBar is not valid for this endpoint.")]
    [InlineData(Orders, "Action=CreateQueue&QueueName=more", 400, "InvalidAction", "The action CreateQueue is not valid for this endpoint.")]
    [InlineData(Orders, "Action=ListQueues", 400, "InvalidAction", "The action ListQueues is not valid for this endpoint.")]
    [InlineData(Orders, "Action=SendMessage", 400, "MissingParameter", "The request must contain the parameter MessageBody.")]
    [InlineData(Root, "Action=SendMessage&MessageBody=hi", 400, "MissingParameter", "The request must contain the parameter QueueUrl.")]
    [InlineData(Orders, "Action=SendMessage&MessageBody=%zz", 404, "MalformedQueryString", "The query string contains a syntax error.")]
    [InlineData(Orders, "Action=SendMessage&MessageBody=%", 404, "MalformedQueryString", "The query string contains a syntax error.")]
    [InlineData(Orders, "Action=SendMessage&MessageBody=%ff%fe", 404, "MalformedQueryString", "The query string contains a syntax error.")]
    [InlineData(Orders, "Action=SendMessage&MessageBody=%ed%a0%80", 404, "MalformedQueryString", "The query string contains a syntax error.")]
    [InlineData(Orders, "Action=SendMessage&MessageBody=hi&DelaySeconds=soon", 400, "MalformedInput", null)]
    [InlineData(Orders, "Action=SendMessage&MessageBody=hi&DelaySeconds=", 400, "MalformedInput", null)]
    [InlineData(Orders, "Action=SendMessage&MessageBody=hi&DelaySeconds=99999999999", 400, "MalformedInput", null)]
    [InlineData(Orders, "Action=SendMessage&MessageBody=hi&DelaySeconds=1.5", 400, "MalformedInput", null)]
    [InlineData(Orders, "Action=SendMessage&MessageBody=hi&MessageAttribute.1.Value.StringValue=x", 400, "MissingParameter", "The request must contain the parameter MessageAttribute.1.Name.")]
    [InlineData(Orders, "Action=SendMessage&MessageBody=hi&MessageAttribute.1.Name=a&MessageAttribute.1.Value.DataType=Binary&MessageAttribute.1.Value.BinaryValue=!", 400, "MalformedInput", null)]
    [InlineData(Orders, "Action=SetQueueAttributes&Attribute.1.Name=VisibilityTimeout", 400, "MissingParameter", "The request must contain the parameter Attribute.1.Value.")]
    [InlineData(Orders, "Action=SendMessageBatch", 400, "AWS.SimpleQueueService.EmptyBatchRequest", "There should be at least one SendMessageBatchRequestEntry in the request.")]
    [InlineData(Orders, "Action=SendMessageBatch&SendMessageBatchRequestEntry.1.MessageBody=hi", 400, "MissingParameter", "The request must contain the parameter Id.")]
    [InlineData(Orders, "Action=SendMessageBatch&SendMessageBatchRequestEntry.99999999999999999999.Id=a", 400, "MalformedInput", null)]
    [InlineData(Orders, "Action=ReceiveMessage&MaxNumberOfMessages=11", 400, "InvalidParameterValue", "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.")]
    public async Task A_bad_request_gets_the_error_of_the_protocol(string address, string body, int status, string? code, string? message)
    {
        await _sqs.CreateAsync("orders");

        var answer = await _http.PostRawAsync(address, System.Text.Encoding.UTF8.GetBytes(body));

        Assert.Equal(status, answer.Status);
        Assert.Equal(code, answer.Error);
        Assert.Equal(code is null ? "UnknownOperationException" : "ErrorResponse", answer.Root.Name.LocalName);
        if (message is not null)
        {
            Assert.Equal(message, answer["Message"]);
        }
    }

    [Fact]
    public async Task Entries_are_in_the_order_of_their_numbers_whatever_numbers_are_left_out()
    {
        await _sqs.CreateAsync("orders");
        const string Entry = "SendMessageBatchRequestEntry";

        var answer = await _http.PostFormAsync(
            Orders,
            ("Action", "SendMessageBatch"),
            ($"{Entry}.2147483647.Id", "last"), ($"{Entry}.2147483647.MessageBody", "c"),
            ($"{Entry}.10.Id", "second"), ($"{Entry}.10.MessageBody", "b"),
            ($"{Entry}.9.MessageBody", "a"), ($"{Entry}.9.Id", "first"), ($"{Entry}.x.Id", "no number"));

        Assert.Equal(["first", "second", "last"], answer.All("Id"));
        Assert.Equal(["a", "b", "c"], await _sqs.BodiesAsync("orders"));
    }

    [Fact]
    public async Task Of_two_parameters_with_one_name_the_first_counts()
    {
        await _sqs.CreateAsync("orders");

        await _http.PostRawAsync(Orders + "?MessageBody=first", "Action=SendMessage&MessageBody=second&MessageBody=third"u8.ToArray());

        Assert.Equal(["first"], await _sqs.BodiesAsync("orders"));
    }

    [Fact]
    public async Task A_single_name_or_attribute_needs_no_number()
    {
        await _sqs.CreateAsync("orders");

        await _http.PostFormAsync(
            Orders, ("Action", "SetQueueAttributes"), ("Attribute.Name", "VisibilityTimeout"), ("Attribute.Value", "35"));
        var answer = await _http.PostFormAsync(
            Orders, ("Action", "GetQueueAttributes"), ("AttributeName", "VisibilityTimeout"));

        Assert.Contains("<Attribute><Name>VisibilityTimeout</Name><Value>35</Value></Attribute>", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_go_through_as_base64_and_their_digest_is_of_the_bytes()
    {
        await _sqs.CreateAsync("orders");
        var bytes = "traceparent\u001e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01"u8.ToArray();

        var sent = await _http.PostFormAsync(
            Orders,
            ("Action", "SendMessage"), ("MessageBody", "hi"), ("MessageAttribute.1.Name", "attr1"),
            ("MessageAttribute.1.Value.DataType", "Binary"), ("MessageAttribute.1.Value.BinaryValue", Convert.ToBase64String(bytes)));
        var received = await _http.GetQueryAsync(Orders + "?Action=ReceiveMessage&MessageAttributeName.1=All");

        Assert.Equal("8cbe4db156db8a94db8b801b7addb984", sent["MD5OfMessageAttributes"]);
        Assert.Contains(
            $"<MD5OfMessageAttributes>8cbe4db156db8a94db8b801b7addb984</MD5OfMessageAttributes><MessageAttribute><Name>attr1</Name>" +
            $"<Value><BinaryValue>{Convert.ToBase64String(bytes)}</BinaryValue><DataType>Binary</DataType></Value></MessageAttribute></Message>",
            received.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_xml_must_not_hold_is_escaped_as_aws_does()
    {
        await _sqs.CreateAsync("orders");
        await _sqs.SendAsync("orders", "a<b>&\"c\"'\r\n\t\ud83d\ude00");

        var received = await _http.GetQueryAsync(Orders + "?Action=ReceiveMessage");

        Assert.Contains("<Body>a&lt;b&gt;&amp;&quot;c&quot;'&#xD;\n\t\ud83d\ude00</Body>", received.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_xml_can_hold_does_not_spoil_an_error_that_repeats_it()
    {
        await _sqs.CreateAsync("orders");

        var answer = await _http.PostFormAsync(Orders, ("Action", "DeleteMessage"), ("ReceiptHandle", "\u0000\u0001\ufffe"));

        Assert.Equal("ReceiptHandleIsInvalid", answer.Error);
        Assert.Equal("The input receipt handle \"\ufffd\ufffd\ufffd\" is not a valid receipt handle.", answer["Message"]);
    }

    [Fact]
    public async Task A_receive_waits_for_a_message()
    {
        await _sqs.CreateAsync("orders");
        var receiving = _http.GetQueryAsync(Orders + "?Action=ReceiveMessage&WaitTimeSeconds=20");
        Assert.False(receiving.IsCompleted);

        await _http.PostFormAsync(Orders, ("Action", "SendMessage"), ("MessageBody", "hi"));

        Assert.Equal("hi", (await receiving)["Body"]);
    }

    [Fact]
    public async Task An_entry_that_fails_for_no_reason_of_its_own_is_not_the_sender_s_fault()
    {
        await _sqs.CreateAsync("orders");
        _sqs.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.FailEntry, Times = 1 });

        var answer = await _http.PostFormAsync(
            Orders, ("Action", "SendMessageBatch"),
            ("SendMessageBatchRequestEntry.1.Id", "a"), ("SendMessageBatchRequestEntry.1.MessageBody", "hi"),
            ("SendMessageBatchRequestEntry.2.Id", "b"), ("SendMessageBatchRequestEntry.2.MessageBody", "hi"));

        Assert.Contains(
            "<BatchResultErrorEntry><Id>a</Id><SenderFault>false</SenderFault><Code>InternalError</Code>", answer.Text, StringComparison.Ordinal);
        Assert.Contains("<SendMessageBatchResultEntry><Id>b</Id>", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_names_the_queue_where_the_request_is_signed_for()
    {
        await _http.GetQueryAsync(
            Root + "?Action=CreateQueue&QueueName=there&X-Amz-Credential=key%2F20260101%2Feu-west-1%2Fsqs%2Faws4_request");

        Assert.NotNull(_sqs.Broker.FindQueue("there", "eu-west-1"));
        Assert.Null(_sqs.Broker.FindQueue("there"));
    }
}
