using System.Text.Json;

namespace Messaging.Local.Tests;

public sealed class RoutingTests : IDisposable
{
    private readonly RoutingFixture _aws = new();

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task H33_an_event_reaches_the_queue_of_a_rule_that_matches_in_its_exact_form()
    {
        var queue = await _aws.QueueAsync("eu");
        var other = await _aws.QueueAsync("us");
        await _aws.RuleAsync("eu", """{"source":["shop"],"detail":{"region":["eu"]}}""", RoutingFixture.Target("eu"));
        await _aws.RuleAsync("us", """{"detail":{"region":["us"]}}""", RoutingFixture.Target("us"));

        var put = await _aws.PutAsync("""{ "region": "eu", "n": 1.50 }""", more: ""","Time":1769862896.7,"Resources":["r"]""");

        var id = put["Entries"]![0]!["EventId"]!.ToString();
        Assert.Equal(0, put["FailedEntryCount"]!.GetValue<int>());
        Assert.Equal(
            [$$$"""{"version":"0","id":"{{{id}}}","detail-type":"OrderPlaced","source":"shop","account":"000000000000","time":"2026-01-31T12:34:56Z","region":"us-east-1","resources":["r"],"detail":{"region":"eu","n":1.50}}"""],
            await _aws.Sqs.BodiesAsync(queue));
        Assert.Empty(await _aws.Sqs.BodiesAsync(other));
    }

    [Fact]
    public async Task H32_each_entry_that_is_wrong_fails_alone_and_an_unknown_bus_takes_all()
    {
        var answer = await _aws.DoAsync("PutEvents", """
            {"Entries":[{"DetailType":"t","Detail":"{}"},{"Source":"s","Detail":"{}"},{"Source":"s","DetailType":"t"},
            {"Source":"s","DetailType":"t","Detail":"[1]"},{"Source":"s","DetailType":"t","Detail":"{"},
            {"Source":"aws.s3","DetailType":"t","Detail":"{}"},{"Source":"s","DetailType":"t","Detail":"{}","EventBusName":"none"}]}
            """);

        Assert.Equal(6, answer["FailedEntryCount"]!.GetValue<int>());
        Assert.Equal(
            ["InvalidArgument", "InvalidArgument", "InvalidArgument", "MalformedDetail", "MalformedDetail",
             "NotAuthorizedForSourceException", null],
            answer["Entries"]!.AsArray().Select(entry => (string?)entry!["ErrorCode"]));
        Assert.Equal(
            "Parameter Source is not valid. Reason: Source is a required argument.",
            answer["Entries"]![0]!["ErrorMessage"]!.ToString());
        Assert.NotNull(answer["Entries"]![6]!["EventId"]);
    }

    [Fact]
    public async Task H32_more_than_ten_entries_or_too_many_bytes_fail_the_request()
    {
        var entry = """{"Source":"s","DetailType":"t","Detail":"{}"}""";
        Assert.Contains(
            "Member must have length less than or equal to 10",
            await _aws.ErrorAsync("PutEvents", $$"""{"Entries":[{{string.Join(',', Enumerable.Repeat(entry, 11))}}]}"""),
            StringComparison.Ordinal);
        var large = JsonSerializer.Serialize($$"""{"a":"{{new string('x', 1_048_576)}}"}""");
        Assert.Equal(
            "400 ValidationException: Total size of the entries in the request is over the limit.",
            await _aws.ErrorAsync("PutEvents", $$"""{"Entries":[{"Source":"s","DetailType":"t","Detail":{{large}}}]}"""));
    }

    [Fact]
    public async Task Two_rules_with_one_queue_deliver_twice_and_what_no_rule_matches_is_counted()
    {
        var queue = await _aws.QueueAsync("q");
        await _aws.RuleAsync("one", """{"source":["shop"]}""", RoutingFixture.Target("q"));
        await _aws.RuleAsync("two", """{"detail-type":["OrderPlaced"]}""", RoutingFixture.Target("q"));

        await _aws.PutAsync("{}");
        await _aws.PutAsync("{}", source: "other", type: "Nothing");
        await _aws.DoAsync("DisableRule", """{"Name":"one"}""");
        await _aws.PutAsync("{}");

        Assert.Equal(3, (await _aws.Sqs.BodiesAsync(queue)).Length);
        var bus = Assert.Single(_aws.Sqs.Broker.ListEventBuses());
        Assert.Equal((2, 1), (bus.MatchedEvents, bus.UnmatchedEvents));
    }

    [Fact]
    public async Task H37_a_fifo_target_needs_a_group_and_gets_it()
    {
        var queue = await _aws.QueueAsync("q.fifo");
        await _aws.RuleAsync("r", """{"source":["shop"]}""");
        Assert.Contains(
            "SqsParameters",
            await _aws.ErrorAsync("PutTargets", $$"""{"Rule":"r","Targets":[{{RoutingFixture.Target("q.fifo")}}]}"""),
            StringComparison.Ordinal);
        var target = RoutingFixture.Target("q.fifo", ""","SqsParameters":{"MessageGroupId":"g"}""");
        await _aws.DoAsync("PutTargets", $$"""{"Rule":"r","Targets":[{{target}}]}""");

        await _aws.PutAsync("{}");

        Assert.Equal("g", Assert.Single(await _aws.Sqs.ReceiveAsync(queue)).Attributes["MessageGroupId"]);
    }

    [Fact]
    public async Task H37_what_a_queue_refuses_goes_to_the_dead_letter_queue_with_the_reason()
    {
        await _aws.Sqs.CreateAsync("closed");
        var letters = await _aws.QueueAsync("letters");
        var dead = $$"""{"Arn":"{{TopicFixture.QueueArn("letters")}}"}""";
        var arn = await _aws.RuleAsync(
            "r", """{"source":["shop"]}""", RoutingFixture.Target("closed", $$""","DeadLetterConfig":{{dead}}"""));

        await _aws.PutAsync("""{"a":1}""");

        var letter = Assert.Single(await _aws.Sqs.ReceiveAsync(letters));
        Assert.Contains("\"detail\":{\"a\":1}", letter.Body, StringComparison.Ordinal);
        Assert.Equal(arn, letter.MessageAttributes["RULE_ARN"].StringValue);
        Assert.Equal(TopicFixture.QueueArn("closed"), letter.MessageAttributes["TARGET_ARN"].StringValue);
        Assert.Equal("NO_PERMISSIONS", letter.MessageAttributes["ERROR_CODE"].StringValue);
    }

    [Fact]
    public async Task A_topic_and_another_bus_can_be_targets()
    {
        var queue = await _aws.QueueAsync("q");
        var topicQueue = await _aws.Sns.QueueAsync("from-topic");
        var topic = await _aws.Sns.TopicAsync("t", ("Policy", """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sns:Publish","Resource":"*"}]}
            """));
        await _aws.Sns.SubscribeAsync(topic, "from-topic", ("RawMessageDelivery", "true"));
        var bus = (await _aws.DoAsync("CreateEventBus", """{"Name":"second"}"""))["EventBusArn"]!.ToString();
        await _aws.RuleAsync("to-topic", """{"source":["shop"]}""", $$"""{"Id":"t","Arn":"{{topic}}"}""");
        await _aws.RuleAsync("to-bus", """{"source":["shop"]}""", $$"""{"Id":"b","Arn":"{{bus}}"}""");
        await _aws.DoAsync("PutRule", """{"Name":"r","EventBusName":"second","EventPattern":"{\"source\":[\"shop\"]}"}""");
        await _aws.DoAsync("PutTargets", $$"""{"Rule":"r","EventBusName":"second","Targets":[{{RoutingFixture.Target("q")}}]}""");

        await _aws.PutAsync("{}");

        var direct = Assert.Single(await _aws.Sqs.BodiesAsync(queue));
        Assert.Equal([direct], await _aws.Sqs.BodiesAsync(topicQueue));
    }

    [Fact]
    public async Task H36_rules_and_targets_are_refused_as_recorded()
    {
        Assert.Equal(
            "400 ResourceNotFoundException: Event bus none does not exist.",
            await _aws.ErrorAsync("DescribeEventBus", """{"Name":"none"}"""));
        Assert.Equal(
            "400 ResourceNotFoundException: Rule none does not exist on EventBus default.",
            await _aws.ErrorAsync("DescribeRule", """{"Name":"none"}"""));
        Assert.Equal(
            "400 ValidationException: Cannot delete event bus default.",
            await _aws.ErrorAsync("DeleteEventBus", """{"Name":"default"}"""));
        await _aws.RuleAsync("r", """{"source":["shop"]}""", RoutingFixture.Target("q"));
        Assert.Equal(
            "400 ValidationException: Rule can't be deleted since it has targets.",
            await _aws.ErrorAsync("DeleteRule", """{"Name":"r"}"""));
        Assert.Equal(
            "400 ValidationException: Only one of Input, InputPath, or InputTransformer must be provided for target q.",
            await _aws.ErrorAsync(
                "PutTargets", $$"""{"Rule":"r","Targets":[{{RoutingFixture.Target("q", ""","Input":"1","InputPath":"$.id" """)}}]}"""));
        var six = string.Join(',', Enumerable.Range(0, 6).Select(at => RoutingFixture.Target($"q{at}")));
        Assert.Equal(
            "400 LimitExceededException: The requested resource exceeds the maximum number allowed.",
            await _aws.ErrorAsync("PutTargets", $$"""{"Rule":"r","Targets":[{{six}}]}"""));
        Assert.StartsWith(
            "400 InvalidEventPatternException: Event pattern is not valid. Reason: Filter is not an object",
            await _aws.ErrorAsync("PutRule", """{"Name":"bad","EventPattern":"[]"}"""),
            StringComparison.Ordinal);
        await _aws.DoAsync("RemoveTargets", """{"Rule":"r","Ids":["q"]}""");
        await _aws.DoAsync("DeleteRule", """{"Name":"r"}""");
        await _aws.DoAsync("DeleteRule", """{"Name":"r"}""");
        Assert.Empty((await _aws.DoAsync("ListRules", "{}"))["Rules"]!.AsArray());
    }

    [Fact]
    public async Task TestEventPattern_needs_a_whole_event()
    {
        const string Whole =
            """{\"id\":\"1\",\"account\":\"1\",\"source\":\"shop\",\"time\":\"2026-01-01T00:00:00Z\",\"region\":\"x\",\"detail-type\":\"t\"}""";
        var answer = await _aws.DoAsync(
            "TestEventPattern", $$"""{"EventPattern":"{\"source\":[\"shop\"]}","Event":"{{Whole}}"}""");
        Assert.True(answer["Result"]!.GetValue<bool>());
        Assert.Equal(
            "400 ValidationException: Parameter Event is not valid.",
            await _aws.ErrorAsync("TestEventPattern", """{"EventPattern":"{\"source\":[\"shop\"]}","Event":"{}"}"""));
    }

    [Fact]
    public async Task A_reset_leaves_nothing()
    {
        await _aws.QueueAsync("q");
        await _aws.Sns.TopicAsync("t");
        await _aws.RuleAsync("r", """{"source":["shop"]}""", RoutingFixture.Target("q"));

        _aws.Sqs.Broker.Reset();

        Assert.Empty(_aws.Sqs.Broker.ListQueues());
        Assert.Empty(_aws.Sqs.Broker.ListTopics());
        Assert.Empty(Assert.Single(_aws.Sqs.Broker.ListEventBuses()).Rules);
        Assert.Equal(0, _aws.Sqs.Broker.Requests.Total);
        await _aws.QueueAsync("q");
        Assert.Single(_aws.Sqs.Broker.ListQueues());
    }
}
