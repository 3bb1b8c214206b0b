using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace Messaging.Local.Tests;

/// <summary>Requests for SNS and EventBridge that are almost right never meet a defect of the broker.</summary>
public sealed class HostileServiceTests : IDisposable
{
    private const string Topic = "arn:aws:sns:us-east-1:000000000000:news";

    private static readonly string[] TopicActions =
    [
        "CreateTopic", "DeleteTopic", "GetTopicAttributes", "SetTopicAttributes", "ListTopics", "Subscribe",
        "ConfirmSubscription", "Unsubscribe", "GetSubscriptionAttributes", "SetSubscriptionAttributes", "ListSubscriptions",
        "ListSubscriptionsByTopic", "Publish", "PublishBatch", "TagResource", "UntagResource", "ListTagsForResource",
        "AddPermission", "RemovePermission",
    ];

    private static readonly string[] TopicPairs =
    [
        $"TopicArn={Topic}", $"TopicArn={Topic}.fifo", "TopicArn=", "TopicArn=a%3Ab", "TopicArn=arn%3Aaws%3Asns%3A%3A%3A", "TargetArn=x",
        $"ResourceArn={Topic}", "ResourceArn=arn%3Aaws%3Asns", "Name=news", "Name=news.fifo", "Name=%00", "Message=hi", "Message=%7B%7D",
        "Message=%7B%22default%22%3A7%7D",
        "Message=%7B%22default%22%3A%22%5Cud800%22%7D", "Message=%7B%22a%22%3A%22%5Cud800%22%2C%22%5Cudfff%22%3A1%7D",
        "Attributes.entry.1.value=%7B%22a%22%3A%5B%22%5Cud800%22%5D%7D", "Attributes.entry.1.value=%7B%22%5Cud800%22%3A%5B1%5D%7D",
        "Attributes.entry.1.value=%7B%22a%22%3A%5B%22b%22%5D%7D", "Attributes.entry.2.key=FilterPolicyScope", "Attributes.entry.2.value=MessageBody",
        "MessageAttributes.entry.1.Value.StringValue=%5B%22%5Cud800%22%5D", "MessageStructure=json", "MessageStructure=x", "Subject=%0A", "Subject=hi", "PhoneNumber=1",
        "MessageGroupId=g", "MessageDeduplicationId=", "Protocol=sqs", "Protocol=http", "Protocol=lambda", "Protocol=email", "Protocol=sms",
        "Endpoint=arn%3Aaws%3Asqs%3Aus-east-1%3A000000000000%3Aorders", "Endpoint=http%3A%2F%2Fx%3A99999%2F", "Endpoint=http%3A%2F%2F", "Endpoint=%00",
        "ReturnSubscriptionArn=true", "ReturnSubscriptionArn=maybe", "Token=x", "NextToken=AAAA", "NextToken=-1",
        "Attributes.entry.1.key=FilterPolicy", "Attributes.entry.1.value=%7B%22a%22%3A%5B1e999%5D%7D", "Attributes.entry.1.value=%7B%22%24or%22%3A%5B%5D%7D",
        "Attributes.entry.1.key=RedrivePolicy", "Attributes.entry.1.value=%7B%22deadLetterTargetArn%22%3A7%7D", "Attributes.entry.1.key=FifoTopic",
        "Attributes.entry.1.key=DeliveryPolicy", "Attributes.entry.1.value=%5B", "Attributes.entry.1.value=null", "Attributes.entry.2.key=Policy",
        "Attributes.entry.2.value=%7B%22Statement%22%3A7%7D", "AttributeName=DeliveryPolicy", "AttributeName=FilterPolicy", "AttributeName=",
        "AttributeValue=%7B%22healthyRetryPolicy%22%3A%7B%22numRetries%22%3A-1%7D%7D", "AttributeValue=%22", "AttributeValue=",
        "MessageAttributes.entry.1.Name=a", "MessageAttributes.entry.1.Value.DataType=Number", "MessageAttributes.entry.1.Value.DataType=String.Array",
        "MessageAttributes.entry.1.Value.StringValue=%5B", "MessageAttributes.entry.1.Value.BinaryValue=AAAA", "MessageAttributes.entry.2.Name=..",
        "PublishBatchRequestEntries.member.1.Id=a", "PublishBatchRequestEntries.member.1.Message=hi", "PublishBatchRequestEntries.member.2.Id=%F0%9F%98%80",
        "PublishBatchRequestEntries.member.2.MessageAttributes.entry.1.Name=x", "Tags.member.1.Key=k", "Tags.member.1.Value=v", "TagKeys.member.1=k",
        $"SubscriptionArn={Topic}%3A1", "SubscriptionArn=", "Label=l", "AWSAccountId.member.1=1", "ActionName.member.1=Publish",
    ];

    private static readonly string[] EventActions =
    [
        "PutEvents", "CreateEventBus", "DescribeEventBus", "ListEventBuses", "DeleteEventBus", "PutRule", "DescribeRule", "ListRules",
        "EnableRule", "DisableRule", "DeleteRule", "PutTargets", "RemoveTargets", "ListTargetsByRule", "ListRuleNamesByTarget",
        "TestEventPattern", "PutPermission", "RemovePermission", "TagResource", "UntagResource", "ListTagsForResource", "StartReplay",
    ];

    private static readonly string[] EventRequests =
    [
        """{"Entries":[{"Source":"a","DetailType":"b","Detail":"{\"a\":1}","Time":1767225600.5,"Resources":["r"],"EventBusName":"default","TraceHeader":"t"}]}""",
        """{"Name":"bus/a","Description":"d","Tags":[{"Key":"k","Value":"v"}],"NamePrefix":"b","Limit":1,"NextToken":"AAAA"}""",
        """{"Name":"r","EventBusName":"default","EventPattern":"{\"source\":[\"a\",{\"prefix\":\"b\"}]}","State":"ENABLED","Description":"d"}""",
        """{"Rule":"r","Name":"r","Targets":[{"Id":"1","Arn":"arn:aws:sqs:us-east-1:000000000000:orders","InputPath":"$.detail.a[0]"}],"Ids":["1"],"Force":true}""",
        """{"Rule":"r","Targets":[{"Id":"1","Arn":"arn:aws:sqs:us-east-1:000000000000:orders","InputTransformer":{"InputPathsMap":{"a":"$.detail"},"InputTemplate":"{\"x\": <a>}"}}]}""",
        """{"Rule":"r","Targets":[{"Id":"1","Arn":"arn:aws:sqs:us-east-1:000000000000:orders","RetryPolicy":{"MaximumRetryAttempts":3,"MaximumEventAgeInSeconds":60},"DeadLetterConfig":{"Arn":"x"},"SqsParameters":{"MessageGroupId":"g"}}]}""",
        """{"EventPattern":"{\"a\":[{\"numeric\":[\"<\",3]}]}","Event":"{\"id\":\"1\",\"account\":\"1\",\"source\":\"a\",\"time\":\"t\",\"region\":\"r\",\"detail-type\":\"d\"}"}""",
        """{"Action":"events:PutEvents","Principal":"*","StatementId":"s","RemoveAllPermissions":true,"EventBusName":"default"}""",
        """{"ResourceARN":"arn:aws:events:us-east-1:000000000000:rule/r","TagKeys":["k"],"TargetArn":"arn:aws:sqs:us-east-1:000000000000:orders"}""",
    ];

    private static readonly string[] Fragments =
    [
        "null", "[]", "{}", "\"\"", "-1", "1e400", "99999999999", "true", "\\ud800", "\\\\ud800", "\\\"a\\\":\\\"\\\\udfff\\\",", "\\\"\\\\ud800\\\":[1],", "\\u0000", "\u0000", "\"", "{", "}", ",", ":", "[", "é", "\\\\", "<", "$..",
        "\\\"", "arn:aws:sns:us-east-1:000000000000:news", "arn:aws:events:us-east-1:000000000000:event-bus/default", "arn:aws:lambda:x", "*", ".",
    ];

    private readonly BrokerFixture _sqs;
    private readonly HttpClient _http;

    public HostileServiceTests()
    {
        var options = LocalBrokerOptions.Exact();
        options.EnforceQueuePolicies = false;
        _sqs = new BrokerFixture(options);
        _http = new HttpClient(_sqs.Broker.Handler, disposeHandler: false);
    }

    public void Dispose()
    {
        _http.Dispose();
        _sqs.Dispose();
    }

    [Fact]
    public async Task Random_forms_never_break_the_topics()
    {
        await _sqs.CreateAsync("orders");
        await Gen.Select(OneOf(TopicActions), OneOf(TopicPairs).Array[0, 10]).SampleAsync(async (action, pairs) =>
        {
            var body = $"Action={action}&Version=2010-03-31&{string.Join('&', pairs)}";
            var answer = await _http.PostRawAsync("http://localhost/", Encoding.UTF8.GetBytes(body));
            Assert.True(answer.Status < 500, $"{body} answered {answer.Text}");
        }, iter: 20_000, threads: 1);
    }

    [Fact]
    public async Task Mutations_of_good_requests_never_break_the_buses()
    {
        await _sqs.CreateAsync("orders");
        var mutation = Gen.Select(Gen.Int[0, 10_000], OneOf(Fragments), Gen.Int[0, 12]);
        await Gen.Select(OneOf(EventActions), OneOf(EventRequests), mutation.Array[0, 3]).SampleAsync(async (action, text, mutations) =>
        {
            foreach (var (at, fragment, removed) in mutations)
            {
                var place = at % (text.Length + 1);
                text = text[..place] + fragment + text[Math.Min(text.Length, place + removed)..];
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, _sqs.Broker.Endpoint) { Content = new StringContent(text) };
            request.Headers.Add("X-Amz-Target", "AWSEvents." + action);
            using var answer = await _http.SendAsync(request);
            Assert.True((int)answer.StatusCode < 500, $"{action} {text} answered {answer.StatusCode}");
        }, iter: 20_000, threads: 1);
    }

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":["\ud800",{"\udfff":"\udfff"}]}""")]
    [InlineData("""{"\ud800":"a"}""")]
    [InlineData("""{"a":1e400,"b":-0,"c":123456789012345678901234567890}""")]
    [InlineData("""{"a":"\u0000"}""")]
    public async Task Json_that_holds_no_text_does_not_break_who_looks_into_it(string json)
    {
        await _sqs.CreateAsync("orders");
        string[] patterns = ["""{"detail":{"a":["x"]}}""", """{"detail":{"a":[{"exists":true}]}}""", """{"source":["a"]}""", $$"""{"detail":{{json.Replace(":\"", ":[\"", StringComparison.Ordinal)}}}"""];
        foreach (var (at, pattern) in patterns.Index())
        {
            await EventsAsync("PutRule", new JsonObject { ["Name"] = $"r{at}", ["EventPattern"] = pattern });
            await EventsAsync("PutTargets", new JsonObject
            {
                ["Rule"] = $"r{at}",
                ["Targets"] = new JsonArray(
                    Target("1", null, null), Target("2", "$.detail.a", null), Target("3", null, "{\"x\": <a>, \"y\": <aws.events.event.json>}")),
            });
        }

        await EventsAsync("PutEvents", new JsonObject
        {
            ["Entries"] = new JsonArray(new JsonObject { ["Source"] = "a", ["DetailType"] = "b", ["Detail"] = json }),
        });
        await EventsAsync("TestEventPattern", new JsonObject
        {
            ["EventPattern"] = patterns[1],
            ["Event"] = $$"""{"id":"1","account":"1","source":"a","time":"t","region":"r","detail-type":"d","detail":{{json}}}""",
        });
        await TopicsAsync("CreateTopic", ("Name", "news"));
        foreach (var policy in new[] { """{"a":["x"]}""", """{"a":[{"prefix":"x"}]}""", json })
        {
            await TopicsAsync(
                "Subscribe", ("TopicArn", Topic), ("Protocol", "sqs"), ("Endpoint", "arn:aws:sqs:us-east-1:000000000000:orders"),
                ("Attributes.entry.1.key", "FilterPolicyScope"), ("Attributes.entry.1.value", "MessageBody"),
                ("Attributes.entry.2.key", "FilterPolicy"), ("Attributes.entry.2.value", policy));
            await TopicsAsync("Publish", ("TopicArn", Topic), ("Message", json), ("MessageStructure", "json"));
            await TopicsAsync("Publish", ("TopicArn", Topic), ("Message", json));
            await TopicsAsync(
                "Publish", ("TopicArn", Topic), ("Message", json), ("MessageAttributes.entry.1.Name", "a"),
                ("MessageAttributes.entry.1.Value.DataType", "String.Array"), ("MessageAttributes.entry.1.Value.StringValue", $"[{json}]"));
        }

        Assert.All(await _sqs.ReceiveAsync("orders"), message => Assert.DoesNotContain('\ufffd', message.Body));
    }

    private static JsonObject Target(string id, string? path, string? template)
    {
        var target = new JsonObject { ["Id"] = id, ["Arn"] = "arn:aws:sqs:us-east-1:000000000000:orders" };
        if (path is not null)
        {
            target["InputPath"] = path;
        }

        if (template is not null)
        {
            target["InputTransformer"] = new JsonObject
            {
                ["InputPathsMap"] = new JsonObject { ["a"] = "$.detail.a" },
                ["InputTemplate"] = template,
            };
        }

        return target;
    }

    private async Task EventsAsync(string action, JsonObject request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, _sqs.Broker.Endpoint) { Content = new StringContent(request.ToJsonString()) };
        message.Headers.Add("X-Amz-Target", "AWSEvents." + action);
        using var answer = await _http.SendAsync(message);
        Assert.True((int)answer.StatusCode < 500, $"{action} {request.ToJsonString()} answered {answer.StatusCode}");
    }

    private async Task TopicsAsync(string action, params (string Name, string Value)[] parameters)
    {
        var answer = await _http.PostFormAsync("http://localhost/", [("Action", action), ("Version", "2010-03-31"), .. parameters]);
        Assert.True(answer.Status < 500, $"{action} answered {answer.Text}");
    }

    private static Gen<string> OneOf(string[] choices) => Gen.Int[0, choices.Length - 1].Select(at => choices[at]);
}
