using System.Text.Json.Nodes;

namespace Messaging.Local.Tests;

/// <summary>C.4: rules and targets, and what is refused of them.</summary>
public sealed class RuleTests : IDisposable
{
    private const string Prefix = "arn:aws:events:us-east-1:000000000000:";

    private readonly BusFixture _buses = new();

    public void Dispose() => _buses.Dispose();

    [Fact]
    public async Task A_rule_has_an_ARN_of_its_bus()
    {
        await _buses.AskAsync("CreateEventBus", """{"Name":"orders"}""");

        Assert.Equal($$"""{"RuleArn":"{{Prefix}}rule/all"}""", await _buses.RuleAsync());
        Assert.Equal($$"""{"RuleArn":"{{Prefix}}rule/orders/all"}""", await _buses.RuleAsync(bus: "orders"));
    }

    [Fact]
    public async Task A_rule_that_is_put_again_gets_all_its_members_anew_and_keeps_targets_and_tags()
    {
        await _buses.AskAsync("PutRule", """
            {"Name":"all","EventPattern":"{\"source\":[\"shop\"]}","Description":"first","RoleArn":"arn:aws:iam::0:role/r",
             "State":"DISABLED","Tags":[{"Key":"a","Value":"1"}]}
            """);
        await _buses.TargetAsync(BrokerFixture.Arn("out"));

        await _buses.AskAsync("PutRule", """
            {"Name":"all","EventPattern":"{\"source\":[\"other\"]}","Tags":[{"Key":"b","Value":"2"}]}
            """);

        Assert.Equal(
            $$"""{"Name":"all","Arn":"{{Prefix}}rule/all","EventPattern":"{\"source\":[\"other\"]}","State":"ENABLED","EventBusName":"default","CreatedBy":"000000000000"}""",
            await _buses.AskAsync("DescribeRule", """{"Name":"all"}"""));
        Assert.Equal(
            $$"""{"Targets":[{"Id":"1","Arn":"{{BrokerFixture.Arn("out")}}"}]}""",
            await _buses.AskAsync("ListTargetsByRule", """{"Rule":"all"}"""));
        Assert.Equal(
            """{"Tags":[{"Key":"a","Value":"1"}]}""",
            await _buses.AskAsync("ListTagsForResource", $$"""{"ResourceARN":"{{Prefix}}rule/all"}"""));
    }

    [Fact]
    public async Task Rules_are_listed_without_their_creator_by_prefix_and_in_pages()
    {
        foreach (var name in (string[])["b2", "a", "b1", "b3"])
        {
            await _buses.RuleAsync(name);
        }

        var first = JsonNode.Parse(await _buses.AskAsync("ListRules", """{"NamePrefix":"b","Limit":2}"""))!;
        var second = JsonNode.Parse(await _buses.AskAsync("ListRules", BusFixture.Json(
            ("NamePrefix", "b"), ("Limit", 2), ("NextToken", first["NextToken"]!.GetValue<string>()))))!;

        Assert.Equal(["b1", "b2"], first["Rules"]!.AsArray().Select(rule => rule!["Name"]!.GetValue<string>()));
        Assert.Equal(["b3"], second["Rules"]!.AsArray().Select(rule => rule!["Name"]!.GetValue<string>()));
        Assert.Null(first["Rules"]![0]!["CreatedBy"]);
        Assert.Equal("""{"Rules":[]}""", await _buses.AskAsync("ListRules", """{"NamePrefix":"none"}"""));
    }

    [Fact]
    public async Task A_disabled_rule_matches_nothing_until_it_is_enabled()
    {
        await _buses.RouteAsync("out");

        Assert.Equal(string.Empty, await _buses.AskAsync("DisableRule", """{"Name":"all"}"""));
        await _buses.PutAsync();
        Assert.Empty(_buses.Bodies("out"));

        Assert.Equal(string.Empty, await _buses.AskAsync("EnableRule", """{"Name":"all"}"""));
        await _buses.PutAsync();
        Assert.Single(_buses.Bodies("out"));
    }

    [Fact]
    public async Task A_rule_for_management_events_is_enabled()
    {
        await _buses.RouteAsync("out");
        await _buses.AskAsync("PutRule", """
            {"Name":"all","EventPattern":"{\"source\":[\"shop\"]}","State":"ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"}
            """);

        await _buses.PutAsync();

        Assert.Single(_buses.Bodies("out"));
    }

    [Fact]
    public async Task H36_a_rule_is_deleted_when_it_has_no_targets_and_deleting_it_again_succeeds()
    {
        await _buses.RuleAsync();
        await _buses.TargetAsync(BrokerFixture.Arn("out"));

        Assert.Equal(
            "ValidationException: Rule can't be deleted since it has targets.",
            await _buses.FailAsync("DeleteRule", """{"Name":"all"}"""));
        Assert.Equal(
            """{"FailedEntryCount":0,"FailedEntries":[]}""",
            await _buses.AskAsync("RemoveTargets", """{"Rule":"all","Ids":["1"]}"""));
        Assert.Equal(string.Empty, await _buses.AskAsync("DeleteRule", """{"Name":"all"}"""));
        Assert.Equal(string.Empty, await _buses.AskAsync("DeleteRule", """{"Name":"all","Force":true}"""));
        Assert.Equal(
            "ResourceNotFoundException: Rule all does not exist on EventBus default.",
            await _buses.FailAsync("DescribeRule", """{"Name":"all"}"""));
    }

    [Theory]
    [InlineData("PutRule", """{"Name":"r"}""", "ValidationException: Parameter(s) EventPattern or ScheduleExpression must be specified.")]
    [InlineData("PutRule", """{"EventPattern":"{\"a\":[1]}"}""", "ValidationException: 1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null")]
    [InlineData("PutRule", """{"Name":"a b","EventPattern":"{\"a\":[1]}"}""", @"ValidationException: 1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+")]
    [InlineData("PutRule", """{"Name":"r","EventPattern":"{\"a\":[1]}","State":"ON"}""", "ValidationException: 1 validation error detected: Value 'ON' at 'state' failed to satisfy constraint: Member must satisfy enum value set: [ENABLED, DISABLED, ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS]")]
    [InlineData("PutRule", """{"Name":"r","EventBusName":"none","EventPattern":"{\"a\":[1]}"}""", "ResourceNotFoundException: Event bus none does not exist.")]
    [InlineData("PutRule", """{"Name":"r","EventBusName":"orders","ScheduleExpression":"rate(1 minute)"}""", "ValidationException: ScheduleExpression is supported only on the default event bus.")]
    [InlineData("PutRule", """{"Name":"r","ScheduleExpression":"rate(1 minute)"}""", "OperationDisabledException: ScheduleExpression is not available in the embedded broker.")]
    [InlineData("PutRule", """{"Name":"r","EventPattern":"{}"}""", "InvalidEventPatternException: Event pattern is not valid. Reason: Empty objects are not allowed\n at [Source: (String)\"{}\"; line: 1, column: ")]
    [InlineData("DescribeRule", """{"Name":"r","EventBusName":"orders"}""", "ResourceNotFoundException: Rule r does not exist on EventBus orders.")]
    [InlineData("EnableRule", """{"Name":"r"}""", "ResourceNotFoundException: Rule r does not exist on EventBus default.")]
    [InlineData("DisableRule", """{"Name":"r"}""", "ResourceNotFoundException: Rule r does not exist on EventBus default.")]
    [InlineData("DeleteRule", """{"Name":"r","EventBusName":"none"}""", "ResourceNotFoundException: Event bus none does not exist.")]
    [InlineData("ListTargetsByRule", """{"Rule":"r"}""", "ResourceNotFoundException: Rule r does not exist on EventBus default.")]
    [InlineData("RemoveTargets", """{"Rule":"r","Ids":["1"]}""", "ResourceNotFoundException: Rule r does not exist on EventBus default.")]
    [InlineData("RemoveTargets", """{"Rule":"all","Ids":[]}""", "ValidationException: 1 validation error detected: Value '[]' at 'ids' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("PutTargets", """{"Rule":"r","Targets":[{"Id":"1","Arn":"arn:aws:sqs:us-east-1:000000000000:q"}]}""", "ResourceNotFoundException: Rule r does not exist on EventBus default.")]
    [InlineData("PutTargets", """{"Rule":"all","Targets":[]}""", "ValidationException: 1 validation error detected: Value '[]' at 'targets' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("PutTargets", """{"Rule":"all","Targets":[{"Arn":"a"}]}""", "ValidationException: 1 validation error detected: Value null at 'id' failed to satisfy constraint: Member must not be null")]
    public async Task H36_what_cannot_be_done_with_a_rule_says_why(string action, string request, string error)
    {
        await _buses.AskAsync("CreateEventBus", """{"Name":"orders"}""");
        await _buses.RuleAsync();

        Assert.StartsWith(error, await _buses.FailAsync(action, request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqs", "arn:aws:sqs:us-east-1:000000000000:q", """{"RetryPolicy":{"MaximumRetryAttempts":186}}""", "1 validation error detected: Value '186' at 'targets.1.member.retryPolicy.maximumRetryAttempts' failed to satisfy constraint: Member must have value less than or equal to 185")]
    [InlineData("sqs", "arn:aws:sqs:us-east-1:000000000000:q", """{"RetryPolicy":{"MaximumEventAgeInSeconds":59}}""", "1 validation error detected: Value '59' at 'targets.1.member.retryPolicy.maximumEventAgeInSeconds' failed to satisfy constraint: Member must have value greater than or equal to 60")]
    [InlineData("sqs", "arn:aws:sqs:us-east-1:000000000000:q.fifo", "{}", "Parameter(s) SqsParameters must be specified for target: sqs.")]
    [InlineData("a b", "arn:aws:sqs:us-east-1:000000000000:q", "{}", @"1 validation error detected: Value 'a b' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+")]
    [InlineData("x", "arn:aws:sqs:us-east-1:000000000000:q.fifo", """{"SqsParameters":{"MessageGroupId":"a b"}}""", "Parameter a b is not valid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.")]
    [InlineData("x", "q", "{}", "Parameter q is not valid. Reason: Provided Arn is not in correct format.")]
    [InlineData("x", "arn:aws:sqs:eu-west-1:000000000000:q", "{}", "Parameter arn:aws:sqs:eu-west-1:000000000000:q is not valid. Reason: The target must be in the Region of the rule.")]
    [InlineData("x", "arn:aws:kinesis:us-east-1:000000000000:stream/s", "{}", "Parameter arn:aws:kinesis:us-east-1:000000000000:stream/s is not valid. Reason: Targets of kinesis are not available in the embedded broker.")]
    [InlineData("x", "arn:aws:sqs:us-east-1:000000000000:q", """{"DeadLetterConfig":{"Arn":"arn:aws:sqs:us-east-1:000000000000:d.fifo"}}""", "Parameter arn:aws:sqs:us-east-1:000000000000:d.fifo is not valid. Reason: A dead-letter queue must be a standard queue in the Region of the rule.")]
    [InlineData("x", "arn:aws:events:us-east-1:000000000000:event-bus/b", """{"InputPath":"$.detail"}""", "Input, InputPath, and InputTransformer are not supported for target x.")]
    public async Task H36_what_is_wrong_with_a_target_is_told(string id, string arn, string members, string error)
    {
        await _buses.RuleAsync();

        Assert.Equal(
            "ValidationException: " + error,
            await _buses.FailAsync("PutTargets", BusFixture.TargetRequest(arn, members, id: id)));
        Assert.Equal("""{"Targets":[]}""", await _buses.AskAsync("ListTargetsByRule", """{"Rule":"all"}"""));
    }

    [Fact]
    public async Task A_rule_has_five_targets_at_most_and_one_with_a_known_id_replaces_it()
    {
        await _buses.RuleAsync();
        for (var id = 1; id <= 5; id++)
        {
            Assert.Equal(
                """{"FailedEntryCount":0,"FailedEntries":[]}""",
                await _buses.TargetAsync(BrokerFixture.Arn("q" + id), id: $"t{id}"));
        }

        Assert.Equal(
            "LimitExceededException: The requested resource exceeds the maximum number allowed.",
            await _buses.FailAsync("PutTargets", BusFixture.TargetRequest(BrokerFixture.Arn("q6"), id: "t6")));
        await _buses.TargetAsync(BrokerFixture.Arn("other"), id: "t3");

        Assert.Equal(
            [BrokerFixture.Arn("q1"), BrokerFixture.Arn("q2"), BrokerFixture.Arn("other"), BrokerFixture.Arn("q4"), BrokerFixture.Arn("q5")],
            Assert.Single(_buses.Broker.FindEventBus("default")!.Rules).Targets);
    }

    [Fact]
    public async Task Targets_are_answered_as_they_were_given()
    {
        await _buses.RuleAsync();
        const string Members = """
            {"RoleArn":"arn:aws:iam::0:role/r","InputTransformer":{"InputPathsMap":{"a":"$.detail.a"},"InputTemplate":"\"<a>\""},"SqsParameters":{"MessageGroupId":"g"},"DeadLetterConfig":{"Arn":"arn:aws:sqs:us-east-1:000000000000:d"},"RetryPolicy":{"MaximumRetryAttempts":3,"MaximumEventAgeInSeconds":60}}
            """;
        await _buses.TargetAsync(BrokerFixture.Arn("q.fifo"), Members);

        var answer = JsonNode.Parse(await _buses.AskAsync("ListTargetsByRule", """{"Rule":"all"}"""))!["Targets"]![0]!;
        var expected = JsonNode.Parse(Members)!;
        expected["Id"] = "1";
        expected["Arn"] = BrokerFixture.Arn("q.fifo");

        Assert.True(JsonNode.DeepEquals(expected, answer), answer.ToJsonString());
    }

    [Fact]
    public async Task The_rules_of_a_target_are_listed()
    {
        await _buses.RuleAsync("b");
        await _buses.RuleAsync("a");
        await _buses.RuleAsync("c");
        await _buses.TargetAsync(BrokerFixture.Arn("q"), rule: "b");
        await _buses.TargetAsync(BrokerFixture.Arn("q"), rule: "a");
        await _buses.TargetAsync(BrokerFixture.Arn("other"), rule: "c");

        Assert.Equal(
            """{"RuleNames":["a","b"]}""",
            await _buses.AskAsync("ListRuleNamesByTarget", $$"""{"TargetArn":"{{BrokerFixture.Arn("q")}}"}"""));
        Assert.Equal(
            """{"RuleNames":[]}""",
            await _buses.AskAsync("ListRuleNamesByTarget", $$"""{"TargetArn":"{{BrokerFixture.Arn("none")}}"}"""));
    }

    [Fact]
    public async Task Removing_a_target_that_is_not_there_fails_for_that_one()
    {
        await _buses.RuleAsync();
        await _buses.TargetAsync(BrokerFixture.Arn("q"));

        Assert.Equal(
            """{"FailedEntryCount":1,"FailedEntries":[{"TargetId":"2","ErrorCode":"ResourceNotFoundException","ErrorMessage":"Target 2 does not exist."}]}""",
            await _buses.AskAsync("RemoveTargets", """{"Rule":"all","Ids":["1","2"]}"""));
        Assert.Equal("""{"Targets":[]}""", await _buses.AskAsync("ListTargetsByRule", """{"Rule":"all"}"""));
    }

    [Theory]
    [InlineData("""{"source":["shop"]}""", true)]
    [InlineData("""{"source":["other"]}""", false)]
    [InlineData("""{"detail":{"a":[{"numeric":[">",1]}]}}""", true)]
    public async Task A_pattern_is_tested_without_a_rule(string pattern, bool expected)
    {
        const string Event = """
            {"id":"1","account":"0","source":"shop","time":"2026-01-01T00:00:00Z","region":"r","detail-type":"t","detail":{"a":2}}
            """;

        Assert.Equal(
            $$"""{"Result":{{(expected ? "true" : "false")}}}""",
            await _buses.AskAsync("TestEventPattern", BusFixture.Json(("EventPattern", pattern), ("Event", Event))));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("account")]
    [InlineData("source")]
    [InlineData("time")]
    [InlineData("region")]
    [InlineData("detail-type")]
    [InlineData(null)]
    public async Task An_event_to_test_must_have_its_members(string? missing)
    {
        var happened = new JsonObject
        {
            ["id"] = "1",
            ["account"] = "0",
            ["source"] = "shop",
            ["time"] = "2026-01-01T00:00:00Z",
            ["region"] = "r",
            ["detail-type"] = "t",
        };
        happened.Remove(missing ?? string.Empty);
        var text = missing is null ? "[" + happened.ToJsonString() : happened.ToJsonString();

        Assert.Equal(
            "ValidationException: Parameter Event is not valid.",
            await _buses.FailAsync(
                "TestEventPattern", BusFixture.Json(("EventPattern", """{"source":["shop"]}"""), ("Event", text))));
    }

    [Fact]
    public async Task A_pattern_that_is_none_cannot_be_tested() => Assert.StartsWith(
        "InvalidEventPatternException: Event pattern is not valid. Reason: Filter is not an object",
        await _buses.FailAsync("TestEventPattern", BusFixture.Json(
            ("EventPattern", "[]"),
            ("Event", """{"id":"1","account":"0","source":"s","time":"t","region":"r","detail-type":"t"}"""))),
        StringComparison.Ordinal);
}
