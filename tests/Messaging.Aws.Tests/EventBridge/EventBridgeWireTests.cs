using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Messaging.Aws.Tests;

/// <summary>What the EventBridge client writes and reads, as recorded from the service.</summary>
public sealed class EventBridgeWireTests : IDisposable
{
    private readonly ScriptedService _service = new();
    private readonly EventBridgeClient _client;

    public EventBridgeWireTests()
    {
        var config = _service.Config<EventBridgeClientConfig>();
        config.MaxErrorRetry = 0;
        _client = _service.EventBridge(config);
    }

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
    }

    [Fact]
    public async Task Puts_events()
    {
        _service.Answer("""{"FailedEntryCount":1,"Entries":[{"EventId":"e-1"},{"ErrorCode":"MalformedDetail","ErrorMessage":"Detail is malformed."}]}""");

        var answers = await _client.PutEventsAsync(
        [
            new EventEntry
            {
                EventBus = "orders", Source = "com.acme", DetailType = "placed \"é\"", Detail = """{"a":"<&+'\u0007"}""",
                Resources = ["arn:1", "arn:2"], Time = DateTimeOffset.FromUnixTimeMilliseconds(1_769_862_896_250), TraceHeader = "Root=1-a",
            },
            new EventEntry { Source = "com.acme", DetailType = "x", Detail = "no" },
        ]);

        Assert.Equal("e-1", answers[0].EventId);
        Assert.Equal(
            ("MalformedDetail", "Detail is malformed.", (bool?)null),
            (answers[1].Error!.Code, answers[1].Error!.Message, answers[1].Error!.IsSenderFault));
        var request = _service.Request;
        Assert.Equal((HttpMethod.Post, "https://events.eu-central-1.amazonaws.com/"), (request.Method, request.Uri.AbsoluteUri));
        Assert.Equal(("AWSEvents.PutEvents", "application/x-amz-json-1.1"), (request.Headers["X-Amz-Target"], request.Headers["Content-Type"]));
        Signature.Check(request, "wJalrXUtnFEMI", "eu-central-1", "events");
        AssertJson(
            """
            {"Entries":[{"Time":1769862896.25,"Source":"com.acme","Resources":["arn:1","arn:2"],"DetailType":"placed \"é\"",
            "Detail":"{\"a\":\"<&+'\\u0007\"}","EventBusName":"orders","TraceHeader":"Root=1-a"},
            {"Source":"com.acme","DetailType":"x","Detail":"no"}]}
            """);
    }

    [Theory]
    [InlineData("""{"FailedEntryCount":0,"Entries":[]}""")]
    [InlineData("""{"FailedEntryCount":0}""")]
    [InlineData("""{"Entries":[{"EventId":"a"}""")]
    [InlineData("[]")]
    [InlineData("<html/>")]
    public async Task An_answer_that_does_not_fit_is_an_error(string body)
    {
        _service.Answer(body);
        await Assert.ThrowsAsync<Amazon.Runtime.AmazonUnmarshallingException>(
            () => _client.PutEventsAsync([new EventEntry { Source = "s", DetailType = "d", Detail = "{}" }]));
    }

    [Theory]
    [InlineData("""{"__type":"ResourceNotFoundException","message":"Event bus x does not exist."}""")]
    [InlineData("""{"__type":"com.amazonaws.events#ResourceNotFoundException:http://x","Message":"Event bus x does not exist.","more":{"a":[1]}}""")]
    public async Task Throws_the_services_error(string body)
    {
        _service.Answer(body, HttpStatusCode.BadRequest, ("x-amzn-RequestId", "r-1"));

        var exception = await Assert.ThrowsAsync<EventBridgeException>(() => _client.DescribeEventBusAsync("x"));

        Assert.Equal(("ResourceNotFoundException", "Event bus x does not exist."), (exception.ErrorCode, exception.Message));
        Assert.Equal((HttpStatusCode.BadRequest, "r-1"), (exception.StatusCode, exception.RequestId));
    }

    [Fact]
    public async Task Reads_an_errors_name_from_the_header()
    {
        _service.Answer("", HttpStatusCode.BadRequest, ("x-amzn-ErrorType", "ValidationException:http://internal/"));
        var exception = await Assert.ThrowsAsync<EventBridgeException>(() => _client.DeleteEventBusAsync("x"));
        Assert.Equal("ValidationException", exception.ErrorCode);
    }

    [Fact]
    public async Task Writes_rules()
    {
        _service.Answer("""{"RuleArn":"arn:r"}""");
        var arn = await _client.PutRuleAsync(new EventRule
        {
            Name = "r",
            EventBus = "b",
            EventPattern = """{"source":["a"]}""",
            Description = "d",
            State = "ENABLED",
            RoleArn = "arn:role",
            Tags = new Dictionary<string, string> { ["k"] = "v" },
            Arn = "not written",
        });

        Assert.Equal("arn:r", arn);
        AssertJson(
            """
            {"Name":"r","EventBusName":"b","EventPattern":"{\"source\":[\"a\"]}","Description":"d","State":"ENABLED",
            "RoleArn":"arn:role","Tags":[{"Key":"k","Value":"v"}]}
            """);
    }

    [Fact]
    public async Task Writes_targets_and_reads_which_failed()
    {
        _service.Answer("""{"FailedEntryCount":1,"FailedEntries":[{"TargetId":"a","ErrorCode":"ConcurrentModificationException","ErrorMessage":"later"}]}""");
        var failures = await _client.PutTargetsAsync(
            null, "r",
            [
                new EventTarget
                {
                    Id = "a", Arn = "arn:q", RoleArn = "arn:role", MessageGroupId = "g", DeadLetterArn = "arn:dead",
                    MaximumRetryAttempts = 0, MaximumEventAge = TimeSpan.FromHours(1),
                    InputTransformer = new EventInputTransformer
                    {
                        InputPaths = new Dictionary<string, string> { ["x"] = "$.detail.x" }, Template = "<x>",
                    },
                },
                new EventTarget { Id = "b", Arn = "arn:p", Input = "1", InputPath = "$" },
            ]);

        var failure = Assert.Single(failures);
        Assert.Equal(("a", "ConcurrentModificationException", "later"), (failure.TargetId, failure.Code, failure.Message));
        AssertJson(
            """
            {"Rule":"r","Targets":[{"Id":"a","Arn":"arn:q","RoleArn":"arn:role",
            "InputTransformer":{"InputPathsMap":{"x":"$.detail.x"},"InputTemplate":"<x>"},"SqsParameters":{"MessageGroupId":"g"},
            "DeadLetterConfig":{"Arn":"arn:dead"},"RetryPolicy":{"MaximumRetryAttempts":0,"MaximumEventAgeInSeconds":3600}},
            {"Id":"b","Arn":"arn:p","Input":"1","InputPath":"$"}]}
            """);
    }

    [Fact]
    public async Task Reads_targets_it_knows_only_in_part()
    {
        _service.Answer(
            """
            {"Targets":[{"Id":"a","Arn":"arn:q","EcsParameters":{"TaskCount":1,"List":[{"x":[]}]},"RetryPolicy":null,"InputTransformer":
            {"InputTemplate":"t"},"DeadLetterConfig":{}}],"NextToken":null}
            """);
        var target = Assert.Single(await _client.ListTargetsByRuleAsync("b", "r"));
        Assert.Equal(("a", "arn:q", "t"), (target.Id, target.Arn, target.InputTransformer!.Template));
        Assert.Null(target.DeadLetterArn);
        AssertJson("""{"Rule":"r","EventBusName":"b"}""");
    }

    [Fact]
    public async Task Lists_page_after_page()
    {
        _service.Answer("""{"NextToken":"n","Rules":[{"Name":"a","State":"ENABLED","ManagedBy":"x"}]}""");
        _service.Answer("""{"Rules":[{"Name":"b","EventBusName":"bus","Arn":"arn:b","EventPattern":"{}"}]}""");

        var rules = await _client.ListRulesAsync("bus", "p");

        Assert.Equal(["a", "b"], rules.Select(rule => rule.Name));
        Assert.Equal(("arn:b", "bus", "{}"), (rules[1].Arn, rules[1].EventBus, rules[1].EventPattern));
        Assert.Equal("""{"EventBusName":"bus","NamePrefix":"p"}""", _service.Requests[0].Text);
        Assert.Equal("""{"EventBusName":"bus","NamePrefix":"p","NextToken":"n"}""", _service.Requests[1].Text);
    }

    [Fact]
    public async Task Writes_what_has_no_result()
    {
        await SendAsync("AWSEvents.DeleteRule", """{"Name":"r","EventBusName":"b"}""", client => client.DeleteRuleAsync("b", "r"));
        await SendAsync("AWSEvents.EnableRule", """{"Name":"r"}""", client => client.EnableRuleAsync(null, "r"));
        await SendAsync("AWSEvents.DisableRule", """{"Name":"r"}""", client => client.DisableRuleAsync(null, "r"));
        await SendAsync("AWSEvents.DeleteEventBus", """{"Name":"b"}""", client => client.DeleteEventBusAsync("b"));
        await SendAsync(
            "AWSEvents.TagResource", """{"ResourceARN":"arn:b","Tags":[{"Key":"k","Value":"v"}]}""",
            client => client.TagResourceAsync("arn:b", new Dictionary<string, string> { ["k"] = "v" }));
        await SendAsync(
            "AWSEvents.RemoveTargets", """{"Rule":"r","EventBusName":"b","Ids":["1","2"]}""",
            client => client.RemoveTargetsAsync("b", "r", ["1", "2"]));
    }

    [Fact]
    public async Task Writes_and_reads_the_rest()
    {
        _service.Answer("""{"EventBusArn":"arn:b"}""").Answer("""{"Name":"b","Arn":"arn:b","Policy":"{}"}""").Answer("""{"Result":true}""");
        Assert.Equal("arn:b", await _client.CreateEventBusAsync("b", new Dictionary<string, string> { ["k"] = "v" }));
        var bus = await _client.DescribeEventBusAsync("b");
        Assert.Equal(("b", "arn:b", "{}"), (bus.Name, bus.Arn, bus.Policy));
        Assert.True(await _client.TestEventPatternAsync("p", "e"));
        Assert.Equal(
            [
                """{"Name":"b","Tags":[{"Key":"k","Value":"v"}]}""", """{"Name":"b"}""", """{"EventPattern":"p","Event":"e"}""",
            ],
            _service.Requests.Select(request => request.Text));
    }

    private async Task SendAsync(string target, string body, Func<EventBridgeClient, Task> send)
    {
        _service.Requests.Clear();
        _service.Answer("");
        await send(_client);
        Assert.Equal((target, body), (_service.Request.Headers["X-Amz-Target"], _service.Request.Text));
    }

    private void AssertJson(string expected) => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(_service.Request.Text)),
        $"Not as expected: {JsonSerializer.Serialize(JsonNode.Parse(_service.Request.Text))}");
}
