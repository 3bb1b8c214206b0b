namespace Messaging.Sqs.Tests;

public class SqsBatchSenderTests
{
    private const string Url = "http://sqs.test/000000000000/orders";

    private readonly ScriptedSqs _sqs = new();

    [Fact]
    public async Task Sends_a_lone_message_by_itself()
    {
        _sqs.On("SendMessage", """{"MessageId":"m-1"}""");

        var answers = await Sender().SendAsync([Message("a", delay: TimeSpan.FromMilliseconds(1500))], default);

        Assert.Equal(new SendAnswer("m-1", null, null), Assert.Single(answers));
        var sent = _sqs.Last("SendMessage");
        Assert.Equal(Url, (string?)sent["QueueUrl"]);
        Assert.Equal("body a", (string?)sent["MessageBody"]);
        Assert.Equal(2, (int?)sent["DelaySeconds"]);
        Assert.Equal("acme.test", (string?)sent["MessageAttributes"]!["type"]!["StringValue"]);
        Assert.Equal("String", (string?)sent["MessageAttributes"]!["type"]!["DataType"]);
        Assert.Null(sent["MessageDeduplicationId"]);
    }

    [Fact]
    public async Task Puts_the_answers_of_a_batch_into_the_order_of_its_messages()
    {
        _sqs.On("SendMessageBatch", $$"""
            {"Successful":[{"Id":"2","MessageId":"m-2","MD5OfMessageBody":"{{ScriptedSqs.Md5("body c")}}"},
                           {"Id":"0","MessageId":"m-0","MD5OfMessageBody":"{{ScriptedSqs.Md5("body a")}}"}],
             "Failed":[{"Id":"1","SenderFault":true,"Code":"InvalidMessageContents","Message":"Illegal."}]}
            """);

        var answers = await Sender().SendAsync([Message("a"), Message("b"), Message("c"), Message("d")], default);

        Assert.Equal("m-0", answers[0].ServiceMessageId);
        Assert.Equal(new EntryFailure(EntryFailureKind.Permanent, "InvalidMessageContents", "Illegal."), answers[1].Failure);
        Assert.Equal("m-2", answers[2].ServiceMessageId);
        Assert.Equal(EntryFailureKind.Transient, answers[3].Failure?.Kind);
        Assert.Equal(["0", "1", "2", "3"], _sqs.Last("SendMessageBatch")["Entries"]!.AsArray().Select(e => (string?)e!["Id"]));
    }

    [Fact]
    public async Task Tries_an_entry_again_that_the_service_itself_failed()
    {
        _sqs.On("SendMessageBatch", """{"Failed":[{"Id":"0","SenderFault":false,"Code":"Odd"},{"Id":"1","SenderFault":true,"Code":"RequestThrottled"}]}""");

        var answers = await Sender().SendAsync([Message("a"), Message("b")], default);

        Assert.All(answers, answer => Assert.Equal(EntryFailureKind.Transient, answer.Failure?.Kind));
    }

    [Fact]
    public async Task Gives_a_FIFO_queue_group_and_deduplication_id_but_no_delay()
    {
        _sqs.On("SendMessage", """{"MessageId":"m-1","SequenceNumber":"18849496460467696128"}""");

        var answers = await Sender(isFifo: true).SendAsync([Message("a", groupId: "g", delay: TimeSpan.FromSeconds(5))], default);

        var sent = _sqs.Last("SendMessage");
        Assert.Equal("g", (string?)sent["MessageGroupId"]);
        Assert.Equal("a", (string?)sent["MessageDeduplicationId"]);
        Assert.Null(sent["DelaySeconds"]);
        Assert.Equal("18849496460467696128", answers[0].SequenceNumber);
    }

    [Theory]
    [InlineData("with a blank")]
    [InlineData("")]
    [InlineData("grün")]
    public async Task Hashes_a_deduplication_id_that_the_service_would_refuse(string id)
    {
        await Sender(isFifo: true).SendAsync([Message("a", groupId: "g", deduplicationId: id)], default);

        Assert.Matches("^[0-9a-f]{64}$", (string?)_sqs.Last("SendMessage")["MessageDeduplicationId"]);
    }

    [Fact]
    public void Keeps_an_id_of_128_characters_and_hashes_a_longer_one()
    {
        Assert.Equal(new string('x', 128), LegalText.DeduplicationId(new string('x', 128)));
        Assert.Equal(64, LegalText.DeduplicationId(new string('x', 129)).Length);
    }

    [Theory]
    [InlineData("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", 400, false)]
    [InlineData("RequestThrottled", "RequestThrottled", 400, true)]
    [InlineData("InternalFailure", "InternalFailure", 500, true)]
    public async Task Says_whether_a_refused_request_may_succeed_later(string shape, string code, int status, bool isTransient)
    {
        _sqs.Refuse("SendMessage", shape, code, status: status);

        var exception = await Assert.ThrowsAsync<SendException>(() => Sender().SendAsync([Message("a")], default));

        Assert.Equal(("orders", code, isTransient), (exception.Destination, exception.Code, exception.IsTransient));
        Assert.IsAssignableFrom<Exception>(exception.InnerException);
    }

    [Fact]
    public async Task Takes_a_lost_connection_for_passing()
    {
        _sqs.Throw("SendMessage", new HttpRequestException("Connection refused."));

        var exception = await Assert.ThrowsAsync<SendException>(() => Sender().SendAsync([Message("a")], default));

        Assert.True(exception.IsTransient);
    }

    [Fact]
    public async Task Lets_the_caller_cancel()
    {
        _sqs.NeverAnswer("SendMessage");
        using var cancel = new CancellationTokenSource();
        var sending = Sender().SendAsync([Message("a")], cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Names_the_destination_when_its_queue_is_not_found()
    {
        var sender = new SqsBatchSender(
            _sqs.Client, "orders", _ => throw new MessagingConfigurationException("There is no queue 'orders'."), isFifo: false);

        var exception = await Assert.ThrowsAsync<SendException>(() => sender.SendAsync([Message("a")], default));

        Assert.False(exception.IsTransient);
        Assert.Contains("There is no queue 'orders'", exception.Message, StringComparison.Ordinal);
    }

    private SqsBatchSender Sender(bool isFifo = false) => new(_sqs.Client, "orders", _ => ValueTask.FromResult(Url), isFifo);

    private static OutgoingMessage Message(
        string id, string? groupId = null, string? deduplicationId = null, TimeSpan? delay = null) => new()
        {
            MessageId = id,
            MessageName = "acme.test",
            Body = $"body {id}",
            Attributes = new Dictionary<string, string> { ["type"] = "acme.test" },
            GroupId = groupId,
            DeduplicationId = deduplicationId,
            Delay = delay,
        };
}
