using System.Text.Json.Nodes;

namespace Messaging.Local.Tests;

/// <summary>Policies are JSON inside of members. What is JSON but no text, or no sense, is refused or does nothing.</summary>
public sealed class HostilePolicyTests : IDisposable
{
    private const string Topic = "arn:aws:sns:us-east-1:000000000000:news";
    private const string Orders = "http://localhost/000000000000/orders";

    private readonly BrokerFixture _sqs = new();
    private readonly HttpClient _http;

    public HostilePolicyTests() => _http = new HttpClient(_sqs.Broker.Handler, disposeHandler: false);

    public static TheoryData<string> Policies =>
    [
        "", "{", "{}", "[]", "null", """{"Statement":1,"Statement":[]}""", """{"Statement":[{"Sid":7},{"Sid":null},{"Sid":["l"]}]}""", """{"http":7}""",
        "7", "\"\\ud800\"", """{"\ud800":1}""", """{"deadLetterTargetArn":"\ud800","maxReceiveCount":1}""",
        """{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:orders","maxReceiveCount":"\ud800"}""",
        """{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:orders","maxReceiveCount":1e400}""",
        """{"\ud800":1,"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:\ud800"}""",
        """{"redrivePermission":"\ud800"}""", """{"redrivePermission":"byQueue","sourceQueueArns":["\ud800"]}""",
        """{"redrivePermission":"byQueue","sourceQueueArns":7}""", """{"Statement":"\ud800"}""",
        """{"Statement":[{"Effect":"\ud800","Principal":"\ud800","Action":"\ud800","Resource":"\ud800","Sid":"\ud800"}]}""",
        """{"Statement":[{"Effect":"Allow","Principal":{"\ud800":"*"},"Action":"*"}]}""",
        """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Condition":{"\ud800":{"aws:SourceArn":"x"}}}]}""",
        """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Condition":{"ArnEquals":{"\ud800":"x"}}}]}""",
        """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Condition":{"ArnLike":{"aws:SourceArn":"\ud800"}}}]}""",
        """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Condition":7},7,null,[]]}""",
        """{"healthyRetryPolicy":{"numRetries":1e400,"backoffFunction":"\ud800"}}""", """{"healthyRetryPolicy":{"\ud800":1}}""",
        """{"healthyRetryPolicy":{"numRetries":-1,"minDelayTarget":99999999999}}""", """{"requestPolicy":{"headerContentType":"\ud800"}}""",
        """{"requestPolicy":{"\ud800":"a"}}""", """{"requestPolicy":{"headerContentType":"a\r\nb"}}""",
        """{"http":{"defaultHealthyRetryPolicy":{"numRetries":"\ud800"},"defaultRequestPolicy":{"headerContentType":"\u0000"}}}""",
        """{"a":["\ud800"]}""", """{"\ud800":["a"]}""", """{"a":[{"\ud800":1}]}""", """{"a":[{"prefix":"\ud800"}]}""", """{"$or":[{"\ud800":["a"]},{"a":["b"]}]}""",
        """{"a":[{"numeric":["\ud800",1]}]}""", """{"a":[{"anything-but":["\ud800"]}]}""", """{"a":[{"cidr":"\ud800"}]}""", """{"a":[{"wildcard":"\ud800*"}]}""",
    ];

    public void Dispose()
    {
        _http.Dispose();
        _sqs.Dispose();
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task A_policy_of_a_queue(string policy)
    {
        await _sqs.CreateAsync("orders");
        foreach (var name in new[] { "RedrivePolicy", "RedriveAllowPolicy", "Policy" })
        {
            await FormAsync("SetQueueAttributes", ("QueueUrl", Orders), ("Attribute.1.Name", name), ("Attribute.1.Value", policy));
            await FormAsync("CreateQueue", ("QueueName", "more" + name), ("Attribute.1.Name", name), ("Attribute.1.Value", policy));
        }

        await FormAsync("AddPermission", ("QueueUrl", Orders), ("Label", "l"), ("AWSAccountId.1", "1"), ("ActionName.1", "*"));
        await FormAsync("RemovePermission", ("QueueUrl", Orders), ("Label", "l"));
        await FormAsync("ListDeadLetterSourceQueues", ("QueueUrl", Orders));
        await FormAsync("CancelMessageMoveTask", ("TaskHandle", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(policy))));
        await SubscribeAsync();
        await FormAsync("Publish", ("Version", "2010-03-31"), ("TopicArn", Topic), ("Message", "hi"));
        await FormAsync("ReceiveMessage", ("QueueUrl", Orders));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task A_policy_of_a_topic_or_subscription(string policy)
    {
        await _sqs.CreateAsync("orders");
        foreach (var name in new[] { "Policy", "DeliveryPolicy", "ArchivePolicy" })
        {
            await TopicsAsync("CreateTopic", ("Name", name), ("Attributes.entry.1.key", name), ("Attributes.entry.1.value", policy));
        }

        var subscription = await SubscribeAsync();
        foreach (var name in new[] { "Policy", "DeliveryPolicy", "ArchivePolicy" })
        {
            await TopicsAsync("SetTopicAttributes", ("TopicArn", Topic), ("AttributeName", name), ("AttributeValue", policy));
        }

        foreach (var name in new[] { "FilterPolicyScope", "FilterPolicy", "RedrivePolicy", "DeliveryPolicy", "ReplayPolicy" })
        {
            var value = name == "FilterPolicyScope" ? "MessageBody" : policy;
            await TopicsAsync("SetSubscriptionAttributes", ("SubscriptionArn", subscription), ("AttributeName", name), ("AttributeValue", value));
        }

        await TopicsAsync("GetTopicAttributes", ("TopicArn", Topic));
        await TopicsAsync("GetSubscriptionAttributes", ("SubscriptionArn", subscription));
        await TopicsAsync("AddPermission", ("TopicArn", Topic), ("Label", "l"), ("AWSAccountId.member.1", "1"), ("ActionName.member.1", "Publish"));
        await TopicsAsync("RemovePermission", ("TopicArn", Topic), ("Label", "l"));
        await TopicsAsync("Publish", ("TopicArn", Topic), ("Message", policy));
        await TopicsAsync("Publish", ("TopicArn", Topic), ("Message", policy), ("MessageStructure", "json"));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task A_pattern_input_or_policy_of_a_bus(string policy)
    {
        await _sqs.CreateAsync("orders");
        await EventsAsync("PutRule", new JsonObject { ["Name"] = "pattern", ["EventPattern"] = policy });
        await EventsAsync("PutRule", new JsonObject { ["Name"] = "all", ["EventPattern"] = """{"source":["a"]}""" });
        foreach (var member in new[] { "Input", "InputPath" })
        {
            await EventsAsync("PutTargets", new JsonObject
            {
                ["Rule"] = "all",
                ["Targets"] = new JsonArray(new JsonObject { ["Id"] = member, ["Arn"] = BrokerFixture.Arn("orders"), [member] = policy }),
            });
        }

        await EventsAsync("PutPermission", new JsonObject { ["Policy"] = policy });
        await EventsAsync("PutPermission", new JsonObject { ["StatementId"] = "s", ["Principal"] = "*", ["Action"] = "events:PutEvents" });
        await EventsAsync("DescribeEventBus", []);
        await EventsAsync("PutEvents", new JsonObject
        {
            ["Entries"] = new JsonArray(new JsonObject { ["Source"] = "a", ["DetailType"] = "b", ["Detail"] = policy }),
        });
    }

    private async Task<string> SubscribeAsync()
    {
        await TopicsAsync("CreateTopic", ("Name", "news"));
        var answer = await TopicsAsync(
            "Subscribe", ("TopicArn", Topic), ("Protocol", "sqs"), ("Endpoint", BrokerFixture.Arn("orders")),
            ("Attributes.entry.1.key", "RawMessageDelivery"), ("Attributes.entry.1.value", "true"));
        return answer["SubscriptionArn"]!;
    }

    private Task<QueryAnswer> TopicsAsync(string action, params (string Name, string Value)[] parameters) =>
        FormAsync(action, [("Version", "2010-03-31"), .. parameters]);

    private async Task<QueryAnswer> FormAsync(string action, params (string Name, string Value)[] parameters)
    {
        var answer = await _http.PostFormAsync("http://localhost/", [("Action", action), .. parameters]);
        Assert.True(answer.Status < 500, $"{action} {string.Join(' ', parameters)} answered {answer.Text}");
        return answer;
    }

    private async Task EventsAsync(string action, JsonObject request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, _sqs.Broker.Endpoint) { Content = new StringContent(request.ToJsonString()) };
        message.Headers.Add("X-Amz-Target", "AWSEvents." + action);
        using var answer = await _http.SendAsync(message);
        Assert.True((int)answer.StatusCode < 500, $"{action} {request.ToJsonString()} answered {answer.StatusCode}");
    }
}
