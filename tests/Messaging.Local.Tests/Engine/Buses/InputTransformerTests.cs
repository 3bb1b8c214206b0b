namespace Messaging.Local.Tests;

/// <summary>H35: the recorded table of input transformers.</summary>
public sealed class InputTransformerTests
{
    private static readonly Dictionary<string, string> Paths = new()
    {
        ["detail-type"] = "$.detail-type",
        ["timestamp"] = "$.time",
        ["command"] = "$.detail.command",
        ["missing"] = "$.detail.nothing",
        ["userId"] = "$.detail.payload.acc_id",
        ["payload"] = "$.detail.payload",
        ["systemstring"] = "$.detail.awsAccountId",
        ["listsingle"] = "$.detail.single",
        ["listmulti"] = "$.detail.multi",
        ["valid"] = "$.detail.valid",
        ["first"] = "$.detail.multi[0]",
    };

    [Theory]
    [InlineData(
        "\"Event of <detail-type> type, at time <timestamp>, info extracted from detail <command>\"",
        "\"Event of core.update-account-command type, at time 2026-01-31T12:34:56Z, info extracted from detail update-account\"")]
    [InlineData("\"detail <missing>\"", "\"detail \"")]
    [InlineData(
        """{"detailType": <detail-type>, "command": <command>}""",
        """{"detailType":"core.update-account-command","command":"update-account"}""")]
    [InlineData("""{"command": <missing>}""", """{"command":""}""")]
    [InlineData(
        """{"method": "PUT", "path": "users-service/users/<userId>", "bod": <payload>}""",
        """{"method":"PUT","path":"users-service/users/0a787ecb-4015","bod":{"acc_id":"0a787ecb-4015","sf_id":"baz"}}""")]
    [InlineData(
        "\"Payload of <payload> with path users-service/users/<userId> and <userId>\"",
        "\"Payload of {acc_id:0a787ecb-4015,sf_id:baz} with path users-service/users/0a787ecb-4015 and 0a787ecb-4015\"")]
    [InlineData("""{"bod": [<userId>, "hardcoded"]}""", """{"bod":["0a787ecb-4015","hardcoded"]}""")]
    [InlineData("""{"id" : "<userId>"}""", """{"id":"0a787ecb-4015"}""")]
    [InlineData("""{"id" : <userId>}""", """{"id":"0a787ecb-4015"}""")]
    [InlineData("\"<listsingle> single list item\"", "\"[HIGH] single list item\"")]
    [InlineData("\"<listmulti> multiple list items\"", "\"[ACTIVE,INACTIVE] multiple list items\"")]
    [InlineData("""{"singlelistitem": <listsingle>}""", """{"singlelistitem":["HIGH"]}""")]
    [InlineData("\"one <userId>\"\n\"two <valid>\"", "\"one 0a787ecb-4015\"\n\"two true\"")]
    [InlineData("\"<systemstring> system account id\"", "\" system account id\"")]
    [InlineData("\"Command is <valid>!\"", "\"Command is true!\"")]
    [InlineData(
        """{"multi_replacement": "users/<userId>/second/<userId>"}""",
        """{"multi_replacement":"users/0a787ecb-4015/second/0a787ecb-4015"}""")]
    [InlineData("\"{[/Check <first> type\"", "\"{[/Check ACTIVE type\"")]
    [InlineData("""{"payload": "<payload>"}""", null)]
    [InlineData("""{"singlelistitem": "<listsingle>"}""", null)]
    [InlineData("""{"not_valid": "users-service/users/<payload>", "bod": <payload>}""", null)]
    public void A_template_gives_what_was_recorded(string template, string? expected) =>
        Assert.Equal(expected, new InputTransformer(Paths, template).Apply(Event(), NewRule()));

    [Fact]
    public void The_names_that_are_defined_for_all_can_be_used()
    {
        var text = new InputTransformer(
            new Dictionary<string, string>(),
            """{"e": <aws.events.event>, "j": <aws.events.event.json>, "n": <aws.events.rule-name>, "a": "<aws.events.rule-arn>"}""")
            .Apply(Event(), NewRule());

        Assert.StartsWith(
            """{"e":{"id":"1","account":"000000000000","detailType":"core.update-account-command","time":"2026-01-31T12:34:56Z","source":"core","region":"us-east-1","resources":[],"version":"0"},"j":{"version":"0",""",
            text, StringComparison.Ordinal);
        Assert.EndsWith("\"n\":\"r\",\"a\":\"arn:rule\"}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_nothing_defines_is_found()
    {
        Assert.Equal("notdefinedkey", new InputTransformer(Paths, "\"<userId> <notdefinedkey>\"").FindUndefined());
        Assert.Null(new InputTransformer(Paths, "\"<userId> < not a name > <aws.events.event>\"").FindUndefined());
    }

    private static Rule NewRule() => new("r", "default", "arn:rule");

    private static BusEvent Event() => new(
        "1",
        new EventEntry
        {
            Source = "core",
            DetailType = "core.update-account-command",
            Detail = """{"command":"update-account","payload":{"acc_id":"0a787ecb-4015","sf_id":"baz"},"single":["HIGH"],"multi":["ACTIVE","INACTIVE"],"valid":true}""",
        },
        "000000000000",
        "us-east-1",
        new DateTime(2026, 1, 31, 12, 34, 56, DateTimeKind.Utc),
        new DateTime(2026, 1, 31, 12, 34, 56, DateTimeKind.Utc));
}
