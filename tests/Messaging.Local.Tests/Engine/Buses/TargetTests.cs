using System.Text.Json.Nodes;

namespace Messaging.Local.Tests;

/// <summary>C.4 and C.8: how events reach targets, and what becomes of those that do not.</summary>
public sealed class TargetTests : IDisposable
{
    private const string Letters = """{"DeadLetterConfig":{"Arn":"arn:aws:sqs:us-east-1:000000000000:letters"}}""";

    private readonly BusFixture _buses = new();

    public void Dispose() => _buses.Dispose();

    [Fact]
    public async Task A_queue_gets_the_event_as_its_body_without_attributes()
    {
        await _buses.RouteAsync("out");

        var id = await _buses.PutAsync("""{"a":1}""");

        var message = Assert.Single(_buses.Broker.Peek("out"));
        Assert.Equal(id, JsonNode.Parse(message.Body)!["id"]!.GetValue<string>());
        Assert.Empty(message.Attributes);
        Assert.Null(message.GroupId);
    }

    [Fact]
    public async Task The_trace_header_of_an_event_goes_with_its_message()
    {
        await _buses.RouteAsync("out");

        await _buses.AskAsync("PutEvents", """
            {"Entries":[{"Source":"shop","DetailType":"t","Detail":"{}","TraceHeader":"Root=1-00000000-000000000000000000000000"}]}
            """);

        var message = Assert.Single(await _buses.Sqs.ReceiveAsync("out"));
        Assert.Equal("Root=1-00000000-000000000000000000000000", message.Attributes["AWSTraceHeader"]);
    }

    [Fact]
    public async Task An_event_that_two_rules_match_reaches_their_common_queue_twice()
    {
        await _buses.RouteAsync("out");
        await _buses.RuleAsync("second", pattern: """{"detail-type":["order"]}""");
        await _buses.TargetAsync(BrokerFixture.Arn("out"), rule: "second");

        var id = await _buses.PutAsync();

        Assert.Equal([id, id], _buses.Bodies("out").Select(body => JsonNode.Parse(body)!["id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_event_that_no_rule_matches_is_counted_and_can_be_looked_at()
    {
        await _buses.RouteAsync("out");

        await _buses.PutAsync();
        var lost = await _buses.AskAsync("PutEvents", """
            {"Entries":[{"Source":"sohp","DetailType":"order","Detail":"{\"a\":1}"}]}
            """);

        var bus = _buses.Broker.FindEventBus("default")!;
        Assert.Equal((1, 1, 1), (bus.MatchedEvents, bus.UnmatchedEvents, Assert.Single(bus.Rules).MatchedEvents));
        var happened = Assert.Single(_buses.Broker.PeekUnmatchedEvents());
        Assert.Equal(("sohp", "order"), (happened.Source, happened.DetailType));
        Assert.Contains(happened.EventId, lost, StringComparison.Ordinal);
        Assert.EndsWith("\"detail\":{\"a\":1}}", happened.Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_the_events_that_no_rule_matches_the_last_hundred_are_kept()
    {
        for (var number = 1; number <= 101; number++)
        {
            await _buses.PutAsync($$"""{"n":{{number}}}""");
        }

        var kept = _buses.Broker.PeekUnmatchedEvents();
        Assert.Equal(101, _buses.Broker.FindEventBus("default")!.UnmatchedEvents);
        Assert.Equal(100, kept.Count);
        Assert.EndsWith("\"detail\":{\"n\":2}}", kept[0].Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_FIFO_queue_gets_events_in_the_group_of_the_target_and_takes_copies_for_one()
    {
        await _buses.QueueAsync("out.fifo");
        await _buses.RuleAsync();
        await _buses.TargetAsync(
            BrokerFixture.Arn("out.fifo"), """{"SqsParameters":{"MessageGroupId":"g"},"InputPath":"$.detail"}""");

        await _buses.PutAsync("""{"n":1}""");
        await _buses.PutAsync("""{"n":1}""");
        await _buses.PutAsync("""{"n":2}""");

        Assert.Equal(
            [("""{"n":1}""", "g"), ("""{"n":2}""", "g")],
            _buses.Broker.Peek("out.fifo").Select(message => (message.Body, message.GroupId)));
    }

    [Fact]
    public async Task A_FIFO_queue_that_does_not_deduplicate_by_content_gets_nothing()
    {
        await _buses.QueueAsync("out.fifo", ("ContentBasedDeduplication", "false"));
        await _buses.QueueAsync("letters");
        await _buses.RuleAsync();
        var members = JsonNode.Parse(Letters)!.AsObject();
        members["SqsParameters"] = new JsonObject { ["MessageGroupId"] = "g" };
        await _buses.TargetAsync(BrokerFixture.Arn("out.fifo"), members.ToJsonString());

        await _buses.PutAsync();

        Assert.Empty(_buses.Bodies("out.fifo"));
        Assert.Equal("INVALID_PARAMETER", Assert.Single(_buses.Broker.Peek("letters")).Attributes["ERROR_CODE"]);
    }

    [Fact]
    public async Task A_group_goes_to_a_standard_queue_too()
    {
        await _buses.RouteAsync("out", """{"SqsParameters":{"MessageGroupId":"g"}}""");

        await _buses.PutAsync();

        Assert.Equal("g", Assert.Single(_buses.Broker.Peek("out")).GroupId);
    }

    [Fact]
    public async Task H37_what_may_never_succeed_goes_to_the_dead_letter_queue_at_once_with_the_reason()
    {
        await _buses.QueueAsync("letters");
        await _buses.RuleAsync();
        await _buses.TargetAsync(BrokerFixture.Arn("gone"), Letters);

        var id = await _buses.PutAsync("""{"a":1}""");

        var letter = Assert.Single(_buses.Broker.Peek("letters"));
        Assert.Equal(id, JsonNode.Parse(letter.Body)!["id"]!.GetValue<string>());
        Assert.Equal(
            [
                ("ERROR_CODE", "NO_RESOURCE"),
                ("ERROR_MESSAGE", $"There is no queue {BrokerFixture.Arn("gone")}."),
                ("RETRY_ATTEMPTS", "0"),
                ("RULE_ARN", "arn:aws:events:us-east-1:000000000000:rule/all"),
                ("TARGET_ARN", BrokerFixture.Arn("gone")),
            ],
            letter.Attributes.Select(each => (each.Key, each.Value)).Order());
        Assert.All(
            Assert.Single(await _buses.Sqs.ReceiveAsync("letters")).MessageAttributes.Values,
            attribute => Assert.Equal("String", attribute.DataType));
    }

    [Fact]
    public async Task A_queue_whose_policy_does_not_name_EventBridge_gets_nothing()
    {
        await _buses.Sqs.CreateAsync("out");
        await _buses.QueueAsync("letters");
        await _buses.RuleAsync();
        await _buses.TargetAsync(BrokerFixture.Arn("out"), Letters);

        await _buses.PutAsync();

        Assert.Empty(_buses.Bodies("out"));
        Assert.Equal("NO_PERMISSIONS", Assert.Single(_buses.Broker.Peek("letters")).Attributes["ERROR_CODE"]);
    }

    [Theory]
    [InlineData("arn:aws:events:us-east-1:000000000000:rule/all", 1)]
    [InlineData("arn:aws:events:us-east-1:000000000000:rule/other", 0)]
    public async Task A_policy_may_be_for_one_rule_alone(string rule, int expected)
    {
        var policy = JsonNode.Parse(BusFixture.PolicyOf("out"))!;
        policy["Statement"]![0]!["Condition"] =
            new JsonObject { ["ArnEquals"] = new JsonObject { ["aws:SourceArn"] = rule } };
        await _buses.Sqs.CreateAsync("out", ("Policy", policy.ToJsonString()));
        await _buses.RuleAsync();
        await _buses.TargetAsync(BrokerFixture.Arn("out"));

        await _buses.PutAsync();

        Assert.Equal(expected, _buses.Bodies("out").Length);
    }

    [Fact]
    public async Task Policies_do_not_matter_when_they_are_not_enforced()
    {
        var options = LocalBrokerOptions.Exact();
        options.EnforceQueuePolicies = false;
        using var buses = new BusFixture(options);
        await buses.Sqs.CreateAsync("out");
        await buses.RuleAsync();
        await buses.TargetAsync(BrokerFixture.Arn("out"));

        await buses.PutAsync();

        Assert.Single(buses.Bodies("out"));
    }

    [Theory]
    [InlineData("letters", false)]
    [InlineData("none", true)]
    public async Task A_letter_that_its_queue_does_not_get_is_lost(string queue, bool mayBeSent)
    {
        await _buses.Sqs.CreateAsync("letters", mayBeSent ? [("Policy", BusFixture.PolicyOf("letters"))] : []);
        await _buses.RuleAsync();
        await _buses.TargetAsync(
            BrokerFixture.Arn("gone"), $$$"""{"DeadLetterConfig":{"Arn":"{{{BrokerFixture.Arn(queue)}}}"}}""");

        await _buses.PutAsync();

        Assert.Empty(_buses.Bodies("letters"));
        Assert.Equal(1, Assert.Single(_buses.Broker.FindEventBus("default")!.Rules).FailedDeliveries);
    }

    [Fact]
    public async Task An_input_that_cannot_be_made_goes_to_the_dead_letter_queue_as_the_whole_event()
    {
        await _buses.QueueAsync("letters");
        var members = JsonNode.Parse(Letters)!.AsObject();
        members["InputPath"] = "$.detail.none";
        await _buses.RouteAsync("out", members.ToJsonString());

        await _buses.PutAsync("""{"a":1}""");

        Assert.Empty(_buses.Bodies("out"));
        var letter = Assert.Single(_buses.Broker.Peek("letters"));
        Assert.Equal("INVALID_JSON", letter.Attributes["ERROR_CODE"]);
        Assert.EndsWith("\"detail\":{\"a\":1}}", letter.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_is_too_large_for_its_queue_is_given_up()
    {
        await _buses.QueueAsync("letters");
        await _buses.RouteAsync("out", Letters);
        await _buses.Sqs.Client.SetQueueAttributesAsync("out", new() { ["MaximumMessageSize"] = "1024" });

        await _buses.PutAsync($$"""{"a":"{{new string('x', 1024)}}"}""");

        Assert.Empty(_buses.Bodies("out"));
        Assert.Equal("INVALID_PARAMETER", Assert.Single(_buses.Broker.Peek("letters")).Attributes["ERROR_CODE"]);
    }

    [Fact]
    public async Task A_topic_publishes_the_event_to_its_subscribers()
    {
        await _buses.Sqs.CreateAsync("subscriber", ("Policy", """
            {"Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage"}]}
            """));
        var topics = _buses.Broker.RegionOf("us-east-1").Topics;
        var topic = topics.Create("orders", EmptyMap.Value, EmptyMap.Value);
        topics.Set(topic, "Policy", """
            {"Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sns:Publish"}]}
            """);
        topics.Subscriptions.Subscribe(topic, "sqs", BrokerFixture.Arn("subscriber"), EmptyMap.Value, new Uri("http://localhost/"));
        await _buses.RuleAsync();
        await _buses.TargetAsync(topic);

        var id = await _buses.PutAsync();

        var envelope = JsonNode.Parse(Assert.Single(_buses.Bodies("subscriber")))!;
        Assert.Equal(id, JsonNode.Parse(envelope["Message"]!.GetValue<string>())!["id"]!.GetValue<string>());
        Assert.Null(envelope["Subject"]);
        Assert.Null(envelope["MessageAttributes"]);
    }

    [Theory]
    [InlineData(true, "NO_PERMISSIONS")]
    [InlineData(false, "NO_RESOURCE")]
    public async Task A_topic_that_does_not_let_EventBridge_publish_or_is_gone_gets_nothing(bool isThere, string code)
    {
        await _buses.QueueAsync("letters");
        if (isThere)
        {
            _buses.Broker.RegionOf("us-east-1").Topics.Create("orders", EmptyMap.Value, EmptyMap.Value);
        }

        await _buses.RuleAsync();
        await _buses.TargetAsync("arn:aws:sns:us-east-1:000000000000:orders", Letters);

        await _buses.PutAsync();

        Assert.Equal(code, Assert.Single(_buses.Broker.Peek("letters")).Attributes["ERROR_CODE"]);
    }
}
