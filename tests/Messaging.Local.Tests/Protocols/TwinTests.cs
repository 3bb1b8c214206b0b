using System.Text.Json.Nodes;
using CsCheck;

namespace Messaging.Local.Tests;

/// <summary>What is asked in one protocol has the outcome that it has in the other.</summary>
public sealed class TwinTests : IDisposable
{
    private const string Orders = "http://localhost/000000000000/orders";
    private const string Dead = "arn:aws:sqs:us-east-1:000000000000:dead";

    private const string Special = "\t\n\r&<>\"'%+=;]";

    private readonly Twins _twins = new();

    public void Dispose() => _twins.Dispose();

    [Fact]
    public async Task Queues_are_created_changed_listed_and_deleted_alike()
    {
        await _twins.AskAsync("CreateQueue", """{"QueueName":"dead","tags":{"team":"a<b","cost":"7"}}""");
        var created = await _twins.AskAsync("CreateQueue", $$$"""
            {"QueueName":"orders","Attributes":{"VisibilityTimeout":"10","RedrivePolicy":"{\"deadLetterTargetArn\":\"{{{Dead}}}\",\"maxReceiveCount\":3}"}}
            """);
        Assert.Equal(Orders, (string?)created["QueueUrl"]);
        await _twins.AskAsync("GetQueueUrl", """{"QueueName":"orders"}""");
        await _twins.AskAsync("SetQueueAttributes", """{"QueueUrl":"orders","Attributes":{"DelaySeconds":"2","MaximumMessageSize":"2048"}}""");
        var attributes = await _twins.AskAsync("GetQueueAttributes", """{"QueueUrl":"orders","AttributeNames":["All"]}""");
        Assert.Equal("2", (string?)attributes["Attributes"]!["DelaySeconds"]);
        Assert.Equal(2, (await _twins.AskAsync("ListQueues", "{}"))["QueueUrls"]!.AsArray().Count);
        var page = await _twins.AskAsync("ListQueues", """{"MaxResults":1}""");
        await _twins.AskAsync("ListQueues", new JsonObject { ["MaxResults"] = 1, ["NextToken"] = page["NextToken"]!.DeepClone() });
        Assert.Empty(await _twins.AskAsync("ListQueues", """{"QueueNamePrefix":"none"}"""));
        await _twins.AskAsync("ListDeadLetterSourceQueues", """{"QueueUrl":"dead"}""");
        await _twins.AskAsync("TagQueue", """{"QueueUrl":"dead","Tags":{"cost":"8","new":""}}""");
        await _twins.AskAsync("UntagQueue", """{"QueueUrl":"dead","TagKeys":["team","none"]}""");
        var tags = await _twins.AskAsync("ListQueueTags", """{"QueueUrl":"dead"}""");
        Assert.Equal("""{"cost":"8","new":""}""", tags["Tags"]!.ToJsonString());
        await _twins.AskAsync("AddPermission", """{"QueueUrl":"orders","Label":"l","AWSAccountIds":["1","2"],"Actions":["SendMessage","*"]}""");
        var policy = await _twins.AskAsync("GetQueueAttributes", """{"QueueUrl":"orders","AttributeNames":["Policy"]}""");
        Assert.Contains(":orders/SQSDefaultPolicy", (string?)policy["Attributes"]!["Policy"], StringComparison.Ordinal);
        await _twins.AskAsync("RemovePermission", """{"QueueUrl":"orders","Label":"l"}""");
        await _twins.AskAsync("PurgeQueue", """{"QueueUrl":"orders"}""");
        await _twins.AskAsync("DeleteQueue", """{"QueueUrl":"orders"}""");
        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", (string?)(await _twins.AskAsync("DeleteQueue", """{"QueueUrl":"orders"}"""))["Code"]);
    }

    [Fact]
    public async Task Messages_are_sent_received_hidden_and_deleted_alike()
    {
        await _twins.AskAsync("CreateQueue", """{"QueueName":"orders"}""");
        var sent = await _twins.AskAsync("SendMessage", """
            {"QueueUrl":"orders","MessageBody":"a & <b> \r\n \"c\"","DelaySeconds":0,
             "MessageAttributes":{"Hello":{"DataType":"String","StringValue":"There"},"Bytes":{"DataType":"Binary.x","BinaryValue":"AAH/"}},
             "MessageSystemAttributes":{"AWSTraceHeader":{"DataType":"String","StringValue":"Root=1-5"}}}
            """);
        Assert.NotNull(sent["MD5OfMessageSystemAttributes"]);
        var batch = await _twins.AskAsync("SendMessageBatch", """
            {"QueueUrl":"orders","Entries":[
              {"Id":"a","MessageBody":"1","MessageAttributes":{"n":{"DataType":"Number","StringValue":"99.12"}}},
              {"Id":"b","MessageBody":"\u0001"},{"Id":"c","MessageBody":"3","MessageDeduplicationId":"d"},{"Id":"d","MessageBody":"4"}]}
            """);
        Assert.Equal((2, 2), (batch["Successful"]!.AsArray().Count, batch["Failed"]!.AsArray().Count));
        var received = await _twins.AskAsync("ReceiveMessage", """
            {"QueueUrl":"orders","MaxNumberOfMessages":10,"MessageSystemAttributeNames":["All"],"MessageAttributeNames":["All"]}
            """);
        string[] handles = [.. received["Messages"]!.AsArray().Select(message => (string)message!["ReceiptHandle"]!)];
        Assert.Equal(3, handles.Length);
        await _twins.AskAsync("ChangeMessageVisibility", $$"""{"QueueUrl":"orders","ReceiptHandle":"{{handles[0]}}","VisibilityTimeout":0}""");
        var changed = await _twins.AskAsync("ChangeMessageVisibilityBatch", $$"""
            {"QueueUrl":"orders","Entries":[{"Id":"a","ReceiptHandle":"{{handles[1]}}","VisibilityTimeout":60},{"Id":"b","ReceiptHandle":"{{handles[2]}}","VisibilityTimeout":90000}]}
            """);
        Assert.Single(changed["Failed"]!.AsArray());
        await _twins.AskAsync("DeleteMessage", $$"""{"QueueUrl":"orders","ReceiptHandle":"{{handles[1]}}"}""");
        await _twins.AskAsync("DeleteMessageBatch", $$"""
            {"QueueUrl":"orders","Entries":[{"Id":"a","ReceiptHandle":"{{handles[2]}}"},{"Id":"b","ReceiptHandle":"garbage <&>"}]}
            """);
        var again = await _twins.AskAsync("ReceiveMessage", """{"QueueUrl":"orders","MaxNumberOfMessages":10,"MessageAttributeNames":["Hel.*"]}""");
        Assert.Single(again["Messages"]!.AsArray());
        Assert.Empty(await _twins.AskAsync("ReceiveMessage", """{"QueueUrl":"orders"}"""));
    }

    [Fact]
    public async Task Groups_and_sequence_numbers_are_alike()
    {
        await _twins.AskAsync("CreateQueue", """{"QueueName":"orders.fifo","Attributes":{"FifoQueue":"true"}}""");
        var sent = await _twins.AskAsync("SendMessage", """{"QueueUrl":"orders.fifo","MessageBody":"1","MessageGroupId":"g","MessageDeduplicationId":"d"}""");
        Assert.NotNull(sent["SequenceNumber"]);
        await _twins.AskAsync("SendMessageBatch", """{"QueueUrl":"orders.fifo","Entries":[{"Id":"a","MessageBody":"2","MessageGroupId":"g","MessageDeduplicationId":"e"}]}""");
        await _twins.AskAsync("ReceiveMessage", """{"QueueUrl":"orders.fifo","MaxNumberOfMessages":10,"MessageSystemAttributeNames":["All"],"ReceiveRequestAttemptId":"x"}""");
        var missing = await _twins.AskAsync("SendMessage", """{"QueueUrl":"orders.fifo","MessageBody":"1"}""");
        Assert.Equal("MissingParameter", (string?)missing["Code"]);
        var inBatch = await _twins.AskAsync("SendMessageBatch", """{"QueueUrl":"orders.fifo","Entries":[{"Id":"a","MessageBody":"2"}]}""");
        Assert.Equal("InvalidParameterValue", (string?)inBatch["Code"]);
        Assert.Equal(missing["Message"]!.ToString(), inBatch["Message"]!.ToString());
    }

    [Fact]
    public async Task Move_tasks_are_alike()
    {
        await _twins.AskAsync("CreateQueue", """{"QueueName":"dead"}""");
        await _twins.AskAsync("CreateQueue", $$$"""
            {"QueueName":"orders","Attributes":{"VisibilityTimeout":"0","RedrivePolicy":"{\"deadLetterTargetArn\":\"{{{Dead}}}\",\"maxReceiveCount\":1}"}}
            """);
        for (var at = 0; at < 5; at++)
        {
            await _twins.AskAsync("SendMessage", """{"QueueUrl":"orders","MessageBody":"hi"}""");
        }

        await _twins.AskAsync("ReceiveMessage", """{"QueueUrl":"orders","MaxNumberOfMessages":10}""");
        await _twins.AskAsync("ReceiveMessage", """{"QueueUrl":"orders","MaxNumberOfMessages":10}""");
        var started = await _twins.AskAsync("StartMessageMoveTask", $$"""{"SourceArn":"{{Dead}}","MaxNumberOfMessagesPerSecond":1}""");
        _twins.Advance(1.5);
        var running = await _twins.AskAsync("ListMessageMoveTasks", $$"""{"SourceArn":"{{Dead}}","MaxResults":3}""");
        Assert.Equal("RUNNING", (string?)running["Results"]![0]!["Status"]);
        await _twins.AskAsync("CancelMessageMoveTask", new JsonObject { ["TaskHandle"] = started["TaskHandle"]!.DeepClone() });
        await _twins.AskAsync("ListMessageMoveTasks", $$"""{"SourceArn":"{{Dead}}"}""");
        Assert.Equal("ResourceNotFoundException", (string?)(await _twins.AskAsync("StartMessageMoveTask", $$"""{"SourceArn":"{{Dead}}s"}"""))["Code"]);
    }

    [Theory]
    [InlineData("GetQueueUrl", """{"QueueName":"none"}""", "AWS.SimpleQueueService.NonExistentQueue")]
    [InlineData("CreateQueue", """{"QueueName":"orders","Attributes":{"VisibilityTimeout":"31"}}""", "QueueAlreadyExists")]
    [InlineData("CreateQueue", """{"QueueName":"a b"}""", "InvalidParameterValue")]
    [InlineData("CreateQueue", "{}", "MissingParameter")]
    [InlineData("GetQueueAttributes", """{"QueueUrl":"orders","AttributeNames":["Foobar"]}""", "InvalidAttributeName")]
    [InlineData("SetQueueAttributes", """{"QueueUrl":"orders","Attributes":{"VisibilityTimeout":"-1"}}""", "InvalidAttributeValue")]
    [InlineData("SendMessage", """{"QueueUrl":"orders","MessageBody":"\u0002"}""", "InvalidMessageContents")]
    [InlineData("SendMessage", """{"QueueUrl":"orders"}""", "MissingParameter")]
    [InlineData("SendMessage", """{"QueueUrl":"orders","MessageBody":""}""", "MissingParameter")]
    [InlineData("SendMessage", """{"QueueUrl":"orders","MessageBody":"hi","MessageGroupId":""}""", "InvalidParameterValue")]
    [InlineData("DeleteMessage", """{"QueueUrl":"orders","ReceiptHandle":"garbage"}""", "ReceiptHandleIsInvalid")]
    [InlineData("DeleteMessageBatch", """{"QueueUrl":"orders","Entries":[]}""", "AWS.SimpleQueueService.EmptyBatchRequest")]
    [InlineData("DeleteMessageBatch", """{"QueueUrl":"orders","Entries":[{"Id":"a","ReceiptHandle":"x"},{"Id":"a","ReceiptHandle":"x"}]}""", "AWS.SimpleQueueService.BatchEntryIdsNotDistinct")]
    [InlineData("DeleteMessageBatch", """{"QueueUrl":"orders","Entries":[{"Id":"a b","ReceiptHandle":"x"}]}""", "AWS.SimpleQueueService.InvalidBatchEntryId")]
    [InlineData("ReceiveMessage", """{"QueueUrl":"orders","WaitTimeSeconds":21}""", "InvalidParameterValue")]
    [InlineData("TagQueue", """{"QueueUrl":"orders"}""", "MissingParameter")]
    [InlineData("CancelMessageMoveTask", """{"TaskHandle":"x"}""", "InvalidParameterValue")]
    [InlineData("StartMessageMoveTask", """{"SourceArn":"arn:aws:sqs:us-east-1:000000000000:orders"}""", "InvalidParameterValue")]
    [InlineData("FooBar", "{}", "InvalidAction")]
    public async Task Errors_are_alike(string action, string request, string code)
    {
        await _twins.AskAsync("CreateQueue", """{"QueueName":"orders"}""");

        var error = await _twins.AskAsync(action, request);

        Assert.Equal(code, (string?)error["Code"]);
        if (code is not ("AWS.SimpleQueueService.NonExistentQueue" or "InvalidAction"))
        {
            Assert.Equal((string?)error["Message"], (string?)error["QueryMessage"]);
        }
    }

    [Fact]
    public async Task A_second_purge_is_forbidden_alike()
    {
        await _twins.AskAsync("CreateQueue", """{"QueueName":"orders"}""");
        await _twins.AskAsync("PurgeQueue", """{"QueueUrl":"orders"}""");

        Assert.Equal("AWS.SimpleQueueService.PurgeQueueInProgress", (string?)(await _twins.AskAsync("PurgeQueue", """{"QueueUrl":"orders"}"""))["Code"]);
    }

    [Fact]
    public async Task Any_text_goes_through_both_alike()
    {
        await _twins.AskAsync("CreateQueue", """{"QueueName":"orders"}""");
        var character = Gen.OneOf(
            Gen.Int[0x20, 0x7F], Gen.Int[0, Special.Length - 1].Select(at => (int)Special[at]),
            Gen.Int[0x80, 0xD7FF], Gen.Int[0xE000, 0xFFFD], Gen.Int[0x10000, 0x10FFFF]);
        var text = character.Array[1, 40].Select(codes => string.Concat(codes.Select(char.ConvertFromUtf32)));
        await Gen.Select(text, text, Gen.Byte.Array[1, 20]).SampleAsync(async (body, value, bytes) =>
        {
            var sent = await _twins.AskAsync("SendMessage", new JsonObject
            {
                ["QueueUrl"] = "orders",
                ["MessageBody"] = body,
                ["MessageAttributes"] = new JsonObject
                {
                    ["text"] = new JsonObject { ["DataType"] = "String.x", ["StringValue"] = value },
                    ["bytes"] = new JsonObject { ["DataType"] = "Binary", ["BinaryValue"] = Convert.ToBase64String(bytes) },
                },
            });
            var received = await _twins.AskAsync("ReceiveMessage", """{"QueueUrl":"orders","MessageAttributeNames":["All"]}""");

            var message = received["Messages"]![0]!;
            Assert.Equal(body, (string?)message["Body"]);
            Assert.Equal(value, (string?)message["MessageAttributes"]!["text"]!["StringValue"]);
            Assert.Equal((string?)sent["MD5OfMessageAttributes"], (string?)message["MD5OfMessageAttributes"]);
            await _twins.AskAsync("DeleteMessage", new JsonObject { ["QueueUrl"] = "orders", ["ReceiptHandle"] = message["ReceiptHandle"]!.DeepClone() });
        }, iter: 300, threads: 1);
    }
}
