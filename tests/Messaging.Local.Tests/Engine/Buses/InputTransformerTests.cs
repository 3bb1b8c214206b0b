using System.Text.Json.Nodes;

namespace Messaging.Local.Tests;

public sealed class InputTransformerTests : IDisposable
{
    private const string Detail = """
        {"command":"update-account","awsAccount":null,"nested":{"list":[{"n":1},{"n":2}]},
         "payload":{"acc_id":"0a787ecb-4015","sf_id":"baz"},"valid":true,"count":1.50,
         "single":["HIGH"],"multi":["ACTIVE","INACTIVE"],"said":"a \"b\" \\ c\nd"}
        """;

    private static readonly Dictionary<string, string> Paths = new()
    {
        ["detail-type"] = "$.detail-type",
        ["timestamp"] = "$.time",
        ["command"] = "$.detail.command",
        ["missing"] = "$.detail.missing.command",
        ["userId"] = "$.detail.payload.acc_id",
        ["payload"] = "$.detail.payload",
        ["systemstring"] = "$.detail.awsAccountId",
        ["listsingle"] = "$.detail.single",
        ["listmulti"] = "$.detail.multi",
        ["valid"] = "$.detail.valid",
        ["count"] = "$.detail.count",
        ["said"] = "$.detail.said",
        ["second"] = "$.detail.nested.list[1].n",
        ["every"] = "$.detail.nested.list[*].n",
        ["none"] = "$.detail.awsAccount",
    };

    private readonly BusFixture _buses = new();

    public void Dispose() => _buses.Dispose();

    [Theory]
    [InlineData("\"Event of <detail-type> type, at time <timestamp>, info extracted from detail <command>\"",
        "\"Event of order type, at time 2026-01-01T00:00:00Z, info extracted from detail update-account\"")]
    [InlineData("\"Event of <detail-type> type, at time <timestamp>, info extracted from detail <missing>\"",
        "\"Event of order type, at time 2026-01-01T00:00:00Z, info extracted from detail \"")]
    [InlineData("""{"detailType": <detail-type>, "time": <timestamp>, "command": <command>}""",
        """{"detailType":"order","time":"2026-01-01T00:00:00Z","command":"update-account"}""")]
    [InlineData("""{"detailType": <detail-type>, "time": <timestamp>, "command": <missing>}""",
        """{"detailType":"order","time":"2026-01-01T00:00:00Z","command":""}""")]
    [InlineData("""{"method": "PUT", "path": "users-service/users/<userId>", "bod": <payload>}""",
        """{"method":"PUT","path":"users-service/users/0a787ecb-4015","bod":{"acc_id":"0a787ecb-4015","sf_id":"baz"}}""")]
    [InlineData("\"Payload of <payload> with path users-service/users/<userId> and <userId>\"",
        "\"Payload of {acc_id:0a787ecb-4015,sf_id:baz} with path users-service/users/0a787ecb-4015 and 0a787ecb-4015\"")]
    [InlineData("""{"method": "PUT", "bod": [<userId>, "hardcoded"]}""",
        """{"method":"PUT","bod":["0a787ecb-4015","hardcoded"]}""")]
    [InlineData("""{"id" : "<userId>"}""", """{"id":"0a787ecb-4015"}""")]
    [InlineData("""{"id" : <userId>}""", """{"id":"0a787ecb-4015"}""")]
    [InlineData("\"<listsingle> single list item\"", "\"[HIGH] single list item\"")]
    [InlineData("\"<listmulti> multiple list items\"", "\"[ACTIVE,INACTIVE] multiple list items\"")]
    [InlineData("""{"singlelistitem": <listsingle>}""", """{"singlelistitem":["HIGH"]}""")]
    [InlineData("\"<listsingle> one\"\n\"<listmulti> two\"\n\"<systemstring> three\"\n\"<payload> four\"\n\"<userId> five\"",
        "\"[HIGH] one\"\n\"[ACTIVE,INACTIVE] two\"\n\" three\"\n\"{acc_id:0a787ecb-4015,sf_id:baz} four\"\n\"0a787ecb-4015 five\"")]
    [InlineData("\"<systemstring> system account id\"", "\" system account id\"")]
    [InlineData("\"Command is <valid>!\"", "\"Command is true!\"")]
    [InlineData("""{"multi_replacement": "users/<userId>/second/<userId>"}""",
        """{"multi_replacement":"users/0a787ecb-4015/second/0a787ecb-4015"}""")]
    [InlineData("\"{[/Check with special characters for event of <detail-type> type\"",
        "\"{[/Check with special characters for event of order type\"")]
    public async Task H35_a_template_gives_what_was_recorded(string template, string expected) =>
        Assert.Equal([expected], await TransformAsync(template));

    [Theory]
    [InlineData("""{"payload": "<payload>"}""")]
    [InlineData("""{"singlelistitem": "<listsingle>"}""")]
    [InlineData("""{"not_valid": "users-service/users/<payload>", "bod": <payload>}""")]
    public async Task H35_an_object_or_a_list_in_quotes_of_a_JSON_template_is_silently_not_delivered(string template)
    {
        Assert.Empty(await TransformAsync(template));

        var rule = Assert.Single(_buses.Broker.FindEventBus("default")!.Rules);
        Assert.Equal((1, 1), (rule.MatchedEvents, rule.FailedDeliveries));
    }

    [Theory]
    [InlineData("""{"n": <count>, "b": <valid>, "none": <none>}""", """{"n":1.50,"b":true,"none":null}""")]
    [InlineData("""{"n": "<count>", "b": "<valid>"}""", """{"n":"1.50","b":"true"}""")]
    [InlineData("""{"second": <second>, "every": <every>}""", """{"second":2,"every":[1,2]}""")]
    [InlineData("""{"said": "<said>", "again": <said>}""", """{"said":"a \"b\" \\ c\nd","again":"a \"b\" \\ c\nd"}""")]
    [InlineData("\"said: <said>\"", "\"said: a \\\"b\\\" \\\\ c\\nd\"")]
    [InlineData("\"state \\\"<command>\\\"\"", "\"state \\\"update-account\\\"\"")]
    [InlineData("[<command>, <valid>]", """["update-account",true]""")]
    [InlineData("<payload>", """{"acc_id":"0a787ecb-4015","sf_id":"baz"}""")]
    [InlineData("<command>", "\"update-account\"")]
    [InlineData("\"1 < 2 and 2 > 1, <>, < a>, <command\"", "\"1 < 2 and 2 > 1, <>, < a>, <command\"")]
    [InlineData("\"<<command>>\"", "\"<update-account>\"")]
    public async Task Values_keep_their_form_in_JSON_and_are_text_in_quotes(string template, string expected) =>
        Assert.Equal([expected], await TransformAsync(template));

    [Fact]
    public async Task H35_predefined_variables_name_the_rule_and_the_event()
    {
        var id = await TransformingAsync("""
            {"arn": <aws.events.rule-arn>, "name": "<aws.events.rule-name>", "at": <aws.events.event.ingestion-time>,
             "originalEvent": <aws.events.event>, "originalEventJson": <aws.events.event.json>}
            """, """{"a":1}""");

        var expected =
            """{"arn":"arn:aws:events:us-east-1:000000000000:rule/all","name":"all","at":"2026-01-01T00:00:00Z",""" +
            $$"""
            "originalEvent":{"id":"{{id}}","account":"000000000000","detailType":"order","time":"2026-01-01T00:00:00Z","source":"shop","region":"us-east-1","resources":[],"version":"0"},
            """ +
            $$$$"""
            "originalEventJson":{"version":"0","id":"{{{{id}}}}","detail-type":"order","source":"shop","account":"000000000000","time":"2026-01-01T00:00:00Z","region":"us-east-1","resources":[],"detail":{"a":1}}}
            """;
        Assert.Equal([expected], _buses.Bodies("out"));
    }

    [Theory]
    [InlineData("{\"a\": <notdefinedkey>}", "notdefinedkey")]
    [InlineData("\"<aws.events.other>\"", "aws.events.other")]
    public async Task H35_a_placeholder_that_is_not_defined_is_refused(string template, string name)
    {
        await _buses.RuleAsync();

        Assert.Equal(
            $"ValidationException: InputTemplate for target 1 contains invalid placeholder {name}.",
            await _buses.FailAsync("PutTargets", BusFixture.TargetRequest(BrokerFixture.Arn("out"), Transformer(template))));
    }

    [Fact]
    public async Task Names_that_begin_like_the_predefined_ones_are_refused()
    {
        await _buses.RuleAsync();

        var error = await _buses.FailAsync("PutTargets", BusFixture.TargetRequest(
            BrokerFixture.Arn("out"),
            """{"InputTransformer":{"InputPathsMap":{"AWS.x":"$.id"},"InputTemplate":"\"<AWS.x>\""}}"""));

        Assert.StartsWith("ValidationException: InputPathsMap for target 1 contains reserved key", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_only_sound_like_them_are_not()
    {
        await _buses.RuleAsync();

        var answer = await _buses.AskAsync("PutTargets", BusFixture.TargetRequest(
            BrokerFixture.Arn("out"),
            """{"InputTransformer":{"InputPathsMap":{"awsRegion":"$.region"},"InputTemplate":"\"<awsRegion>\""}}"""));

        Assert.Contains("\"FailedEntryCount\":0", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Input":"{}","InputPath":"$.detail"}""")]
    [InlineData("""{"Input":"{}","InputTransformer":{"InputTemplate":"\"a\""}}""")]
    [InlineData("""{"InputPath":"$.detail","InputTransformer":{"InputTemplate":"\"a\""}}""")]
    [InlineData("""{"Input":"{}","InputPath":"$.detail","InputTransformer":{"InputTemplate":"\"a\""}}""")]
    public async Task Of_input_path_and_transformer_there_is_only_one(string members)
    {
        await _buses.RuleAsync();

        Assert.Equal(
            "ValidationException: Only one of Input, InputPath, or InputTransformer must be provided for target 1.",
            await _buses.FailAsync("PutTargets", BusFixture.TargetRequest(BrokerFixture.Arn("out"), members)));
    }

    [Theory]
    [InlineData("""{"InputPath":"$.detail.payload"}""", """{"acc_id":"0a787ecb-4015","sf_id":"baz"}""")]
    [InlineData("""{"InputPath":"$.detail.command"}""", "\"update-account\"")]
    [InlineData("""{"InputPath":"$.detail['count']"}""", "1.50")]
    [InlineData("""{"InputPath":"$.detail.multi[1]"}""", "\"INACTIVE\"")]
    [InlineData("""{"InputPath":"$.detail.awsAccount"}""", "null")]
    [InlineData("""{"InputPath":"$.detail.awsAccountId"}""", null)]
    [InlineData("""{"Input":"{\"fixed\": [1, 2]}"}""", """{"fixed": [1, 2]}""")]
    public async Task A_path_gives_a_part_and_an_input_gives_always_the_same(string members, string? expected)
    {
        await _buses.RouteAsync("out", members);

        await _buses.PutAsync(Detail);

        Assert.Equal(expected is null ? [] : [expected], _buses.Bodies("out"));
    }

    [Theory]
    [InlineData("""{"Input":"{\"a\":"}""", "ValidationException: JSON syntax error in input for target 1.")]
    [InlineData("""{"InputPath":"detail"}""", "ValidationException: Invalid JSONPath detail for target 1.")]
    [InlineData("""{"InputPath":"$.a["}""", "ValidationException: Invalid JSONPath $.a[ for target 1.")]
    [InlineData("""{"InputTransformer":{}}""",
        "ValidationException: 1 validation error detected: Value null at 'inputTemplate' failed to satisfy constraint: Member must not be null")]
    public async Task An_input_that_can_never_be_made_is_refused(string members, string error)
    {
        await _buses.RuleAsync();

        Assert.Equal(
            error, await _buses.FailAsync("PutTargets", BusFixture.TargetRequest(BrokerFixture.Arn("out"), members)));
    }

    private async Task<string[]> TransformAsync(string template)
    {
        await TransformingAsync(template, Detail);
        return _buses.Bodies("out");
    }

    private async Task<string> TransformingAsync(string template, string detail)
    {
        await _buses.RouteAsync("out", Transformer(template));
        return await _buses.PutAsync(detail);
    }

    private static string Transformer(string template) => BusFixture.Json(("InputTransformer", new JsonObject
    {
        ["InputPathsMap"] = new JsonObject(Paths.Select(path => KeyValuePair.Create(path.Key, (JsonNode?)path.Value))),
        ["InputTemplate"] = template,
    }));
}
