using System.Net;

namespace Messaging.Aws.Tests;

/// <summary>What the SNS client writes, member by member as the service's model has it.</summary>
public sealed class SnsRequestTests : IDisposable
{
    private const string Topic = "arn:aws:sns:eu-central-1:123456789012:orders";
    private const string TopicForm = "arn%3Aaws%3Asns%3Aeu-central-1%3A123456789012%3Aorders";

    private readonly ScriptedService _service = new();
    private readonly SnsClient _sns;

    public SnsRequestTests() => _sns = _service.Sns();

    public void Dispose()
    {
        _sns.Dispose();
        _service.Dispose();
    }

    [Fact]
    public async Task A_request_is_a_signed_form()
    {
        await SendAsync(sns => sns.DeleteTopicAsync(Topic));

        var request = _service.Request;
        Assert.Equal((HttpMethod.Post, "https://sns.eu-central-1.amazonaws.com/"), (request.Method, request.Uri.AbsoluteUri));
        Assert.Equal("application/x-www-form-urlencoded; charset=utf-8", request.Headers["Content-Type"]);
        Assert.Matches(@"^aws-sdk-dotnet\S*/4\.\S+ .* api/SNS.*lib/messaging-dotnet#\d", request.Headers["User-Agent"]);
        Signature.Check(request, "wJalrXUtnFEMI", "eu-central-1", "sns");
    }

    [Fact]
    public async Task Publishes()
    {
        _service.Answer("<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>");
        await _sns.PublishAsync(Topic, new TopicEntry
        {
            Message = "a b+c&d=é😀\n",
            Subject = "Hi",
            Attributes =
            [
                new TopicAttribute { Name = "kind", Value = "x/y" },
                new TopicAttribute { Name = "weight", Value = "1.5", DataType = "Number" },
            ],
            GroupId = "g",
            DeduplicationId = "d",
        });

        AssertForm(
            "Publish", $"TopicArn={TopicForm}", "Message=a%20b%2Bc%26d%3D%C3%A9%F0%9F%98%80%0A", "Subject=Hi",
            "MessageAttributes.entry.1.Name=kind", "MessageAttributes.entry.1.Value.DataType=String",
            "MessageAttributes.entry.1.Value.StringValue=x%2Fy", "MessageAttributes.entry.2.Name=weight",
            "MessageAttributes.entry.2.Value.DataType=Number", "MessageAttributes.entry.2.Value.StringValue=1.5",
            "MessageGroupId=g", "MessageDeduplicationId=d");
        Signature.Check(_service.Request, "wJalrXUtnFEMI", "eu-central-1", "sns");
    }

    [Fact]
    public async Task Publishes_a_batch()
    {
        _service.Answer(
            "<PublishBatchResponse><PublishBatchResult><Failed/><Successful><member><Id>0</Id><MessageId>a</MessageId></member>" +
            "<member><Id>1</Id><MessageId>b</MessageId></member></Successful></PublishBatchResult></PublishBatchResponse>");
        await _sns.PublishBatchAsync(
            Topic,
            [
                new TopicEntry { Message = "one", Attributes = [new TopicAttribute { Name = "kind", Value = "x" }] },
                new TopicEntry { Message = "two", Subject = "s", GroupId = "g", DeduplicationId = "d" },
            ]);

        const string First = "PublishBatchRequestEntries.member.1.", Second = "PublishBatchRequestEntries.member.2.";
        AssertForm(
            "PublishBatch", $"TopicArn={TopicForm}", First + "Id=0", First + "Message=one",
            First + "MessageAttributes.entry.1.Name=kind", First + "MessageAttributes.entry.1.Value.DataType=String",
            First + "MessageAttributes.entry.1.Value.StringValue=x", Second + "Id=1", Second + "Message=two",
            Second + "Subject=s", Second + "MessageGroupId=g", Second + "MessageDeduplicationId=d");
    }

    [Fact]
    public async Task Creates_a_topic()
    {
        _service.Answer("<CreateTopicResponse><CreateTopicResult><TopicArn>t</TopicArn></CreateTopicResult></CreateTopicResponse>");
        await _sns.CreateTopicAsync(
            "orders.fifo", new Dictionary<string, string> { ["FifoTopic"] = "true" },
            new Dictionary<string, string> { ["team"] = "a b" });

        AssertForm(
            "CreateTopic", "Name=orders.fifo", "Attributes.entry.1.key=FifoTopic", "Attributes.entry.1.value=true",
            "Tags.member.1.Key=team", "Tags.member.1.Value=a%20b");
    }

    [Fact]
    public async Task Subscribes()
    {
        _service.Answer("<SubscribeResponse><SubscribeResult><SubscriptionArn>s</SubscriptionArn></SubscribeResult></SubscribeResponse>");
        await _sns.SubscribeAsync(
            Topic, "sqs", "arn:aws:sqs:x", new Dictionary<string, string> { ["FilterPolicy"] = """{"a":["b"]}""" });

        AssertForm(
            "Subscribe", $"TopicArn={TopicForm}", "Protocol=sqs", "Endpoint=arn%3Aaws%3Asqs%3Ax",
            "Attributes.entry.1.key=FilterPolicy", "Attributes.entry.1.value=%7B%22a%22%3A%5B%22b%22%5D%7D",
            "ReturnSubscriptionArn=true");
    }

    [Fact]
    public async Task Sets_a_topics_attribute()
    {
        await SendAsync(sns => sns.SetTopicAttributeAsync(Topic, "DisplayName", ""));
        AssertForm("SetTopicAttributes", $"TopicArn={TopicForm}", "AttributeName=DisplayName", "AttributeValue=");
    }

    [Fact]
    public async Task Sets_a_subscriptions_attribute()
    {
        await SendAsync(sns => sns.SetSubscriptionAttributeAsync("s:1", "RawMessageDelivery", "true"));
        AssertForm("SetSubscriptionAttributes", "SubscriptionArn=s%3A1", "AttributeName=RawMessageDelivery", "AttributeValue=true");
    }

    [Fact]
    public async Task Tags_a_topic()
    {
        await SendAsync(sns => sns.TagTopicAsync(Topic, new Dictionary<string, string> { ["k"] = "v" }));
        AssertForm("TagResource", $"ResourceArn={TopicForm}", "Tags.member.1.Key=k", "Tags.member.1.Value=v");
    }

    [Fact]
    public async Task Unsubscribes()
    {
        await SendAsync(sns => sns.UnsubscribeAsync("s:1"));
        AssertForm("Unsubscribe", "SubscriptionArn=s%3A1");
    }

    [Fact]
    public async Task Reads_attributes()
    {
        await SendAsync(sns => sns.GetTopicAttributesAsync(Topic));
        AssertForm("GetTopicAttributes", $"TopicArn={TopicForm}");
        _service.Requests.Clear();
        await SendAsync(sns => sns.GetSubscriptionAttributesAsync("s:1"));
        AssertForm("GetSubscriptionAttributes", "SubscriptionArn=s%3A1");
    }

    [Fact]
    public async Task Lists_page_after_page()
    {
        _service.Answer(Page("<member><SubscriptionArn>a</SubscriptionArn><Protocol>sqs</Protocol></member>", "<NextToken>n 1=</NextToken>"));
        _service.Answer(Page("<member><SubscriptionArn>b</SubscriptionArn><Protocol>sqs</Protocol></member>", ""));

        var listed = await _sns.ListSubscriptionsByTopicAsync(Topic);

        Assert.Equal(["a", "b"], listed.Select(subscription => subscription.SubscriptionArn));
        Assert.Equal($"Action=ListSubscriptionsByTopic&Version=2010-03-31&TopicArn={TopicForm}", _service.Requests[0].Text);
        Assert.EndsWith("&NextToken=n%201%3D", _service.Requests[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public async Task Sends_one_to_ten_entries(int count)
    {
        var entries = Enumerable.Repeat(new TopicEntry { Message = "x" }, count).ToList();
        var exception = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _sns.PublishBatchAsync(Topic, entries));
        Assert.Contains($"{count} entries", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Requests);
    }

    private static string Page(string members, string token) =>
        $"<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions>{members}</Subscriptions>{token}" +
        "</ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>";

    private async Task SendAsync(Func<SnsClient, Task> send)
    {
        _service.Answer("<R><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></R>", HttpStatusCode.OK);
        await send(_sns);
    }

    private void AssertForm(string action, params string[] members) =>
        Assert.Equal(string.Join('&', [$"Action={action}", "Version=2010-03-31", .. members]), _service.Request.Text);
}
