using System.Text.Json.Nodes;

namespace Messaging.Local.Tests;

/// <summary>C.4: event buses as things that are created, listed, changed and deleted.</summary>
public sealed class BusLifecycleTests : IDisposable
{
    private const string Prefix = "arn:aws:events:us-east-1:000000000000:";

    private readonly BusFixture _buses = new();

    public void Dispose() => _buses.Dispose();

    [Fact]
    public async Task Every_region_has_the_default_bus()
    {
        Assert.Equal(
            """{"Name":"default","Arn":"arn:aws:events:us-east-1:000000000000:event-bus/default","CreationTime":1767225600,"LastModifiedTime":1767225600}""",
            await _buses.AskAsync("DescribeEventBus", "{}"));
        Assert.Contains(
            "arn:aws:events:eu-west-1:000000000000:event-bus/default",
            await _buses.AskAsync("ListEventBuses", "{}", "eu-west-1"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bus_is_created_described_changed_and_deleted()
    {
        Assert.Equal(
            $$"""{"EventBusArn":"{{Prefix}}event-bus/orders","Description":"first"}""",
            await _buses.AskAsync(
                "CreateEventBus", """{"Name":"orders","Description":"first","Tags":[{"Key":"team","Value":"a"}]}"""));
        _buses.Advance(1.5);
        Assert.Equal(
            $$$"""{"Arn":"{{{Prefix}}}event-bus/orders","Name":"orders","Description":"second","DeadLetterConfig":{"Arn":"{{{BrokerFixture.Arn("dlq")}}}"}}""",
            await _buses.AskAsync("UpdateEventBus", $$$"""
                {"Name":"orders","Description":"second","DeadLetterConfig":{"Arn":"{{{BrokerFixture.Arn("dlq")}}}"}}
                """));
        Assert.Contains(
            "\"Description\":\"second\",\"DeadLetterConfig\":{",
            await _buses.AskAsync("DescribeEventBus", """{"Name":"orders"}"""),
            StringComparison.Ordinal);
        Assert.Contains(
            "\"CreationTime\":1767225600,\"LastModifiedTime\":1767225601.5",
            await _buses.AskAsync("DescribeEventBus", $$"""{"Name":"{{Prefix}}event-bus/orders"}"""),
            StringComparison.Ordinal);
        Assert.Equal(string.Empty, await _buses.AskAsync("DeleteEventBus", """{"Name":"orders"}"""));
        Assert.Null(_buses.Broker.FindEventBus("orders"));
    }

    [Theory]
    [InlineData("CreateEventBus", """{"Name":"orders"}""", "ResourceAlreadyExistsException: Event bus orders already exists.")]
    [InlineData("CreateEventBus", """{"Name":"default"}""", "ResourceAlreadyExistsException: Event bus default already exists.")]
    [InlineData("CreateEventBus", "{}", "ValidationException: 1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null")]
    [InlineData("CreateEventBus", """{"Name":""}""", "ValidationException: 1 validation error detected: Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("CreateEventBus", """{"Name":"a b"}""", @"ValidationException: 1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [/\.\-_A-Za-z0-9]+")]
    [InlineData("CreateEventBus", """{"Name":"a/b"}""", "ValidationException: Event bus name must not contain '/'.")]
    [InlineData("CreateEventBus", """{"Name":"aws.partner/x","EventSourceName":"aws.partner/x"}""", "ResourceNotFoundException: Event source aws.partner/x does not exist.")]
    [InlineData("DescribeEventBus", """{"Name":"none"}""", "ResourceNotFoundException: Event bus none does not exist.")]
    [InlineData("UpdateEventBus", """{"Name":"none"}""", "ResourceNotFoundException: Event bus none does not exist.")]
    [InlineData("DeleteEventBus", """{"Name":"none"}""", "ResourceNotFoundException: Event bus none does not exist.")]
    [InlineData("DeleteEventBus", """{"Name":"default"}""", "ValidationException: Cannot delete event bus default.")]
    [InlineData("DeleteEventBus", """{"Name":"orders"}""", "ValidationException: Event bus orders can't be deleted since it has rules.")]
    [InlineData("ListRules", """{"EventBusName":"none"}""", "ResourceNotFoundException: Event bus none does not exist.")]
    [InlineData("ListRules", """{"EventBusName":"arn:aws:events:us-east-1:000000000000:event-bus/none"}""", "ResourceNotFoundException: Event bus none does not exist.")]
    [InlineData("ListEventBuses", """{"Limit":0}""", "ValidationException: 1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    [InlineData("ListEventBuses", """{"Limit":101}""", "ValidationException: 1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100")]
    [InlineData("ListEventBuses", """{"NextToken":"%"}""", "ValidationException: Parameter NextToken is not valid.")]
    public async Task H36_what_cannot_be_done_with_a_bus_says_why(string action, string request, string error)
    {
        await _buses.AskAsync("CreateEventBus", """{"Name":"orders"}""");
        await _buses.RuleAsync(bus: "orders");

        Assert.Equal(error, await _buses.FailAsync(action, request));
    }

    [Fact]
    public async Task There_are_a_hundred_buses_at_most()
    {
        for (var number = 1; number < 100; number++)
        {
            await _buses.AskAsync("CreateEventBus", $$"""{"Name":"bus{{number}}"}""");
        }

        Assert.Equal(
            "LimitExceededException: The requested resource exceeds the maximum number allowed.",
            await _buses.FailAsync("CreateEventBus", """{"Name":"another"}"""));
    }

    [Fact]
    public async Task Buses_are_listed_by_prefix_and_in_pages()
    {
        foreach (var name in (string[])["b2", "a", "b1", "b3"])
        {
            await _buses.AskAsync("CreateEventBus", $$"""{"Name":"{{name}}"}""");
        }

        var first = JsonNode.Parse(await _buses.AskAsync("ListEventBuses", """{"NamePrefix":"b","Limit":2}"""))!;
        var second = JsonNode.Parse(await _buses.AskAsync("ListEventBuses", BusFixture.Json(
            ("NamePrefix", "b"), ("Limit", 2), ("NextToken", first["NextToken"]!.GetValue<string>()))))!;
        var all = JsonNode.Parse(await _buses.AskAsync("ListEventBuses", "{}"))!;

        Assert.Equal(["b1", "b2"], Names(first));
        Assert.Equal(["b3"], Names(second));
        Assert.Null(second["NextToken"]);
        Assert.Equal(["a", "b1", "b2", "b3", "default"], Names(all));
        Assert.Equal("""{"EventBuses":[]}""", await _buses.AskAsync("ListEventBuses", """{"NamePrefix":"none"}"""));
    }

    [Fact]
    public async Task Permissions_are_statements_of_the_policy_until_they_are_removed()
    {
        await _buses.AskAsync("PutPermission", """{"StatementId":"one","Action":"events:PutEvents","Principal":"111111111111"}""");
        await _buses.AskAsync("PutPermission", """
            {"StatementId":"org","Action":"events:PutEvents","Principal":"*",
             "Condition":{"Type":"StringEquals","Key":"aws:PrincipalOrgID","Value":"o-1"}}
            """);

        Assert.Equal(
            """{"Version":"2012-10-17","Statement":[{"Sid":"one","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"events:PutEvents","Resource":"arn:aws:events:us-east-1:000000000000:event-bus/default"},{"Sid":"org","Effect":"Allow","Principal":"*","Action":"events:PutEvents","Resource":"arn:aws:events:us-east-1:000000000000:event-bus/default","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}]}""",
            await PolicyAsync());

        await _buses.AskAsync("RemovePermission", """{"StatementId":"one"}""");
        Assert.DoesNotContain("\"one\"", await PolicyAsync(), StringComparison.Ordinal);
        await _buses.AskAsync("RemovePermission", """{"RemoveAllPermissions":true}""");
        Assert.Null(await PolicyAsync());
    }

    [Fact]
    public async Task A_whole_policy_replaces_the_one_before()
    {
        await _buses.AskAsync("PutPermission", """{"Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[]}"}""");

        Assert.Equal("""{"Version":"2012-10-17","Statement":[]}""", await PolicyAsync());
    }

    [Theory]
    [InlineData("RemovePermission", """{"StatementId":"x"}""", "ResourceNotFoundException: EventBus does not have a policy.")]
    [InlineData("RemovePermission", """{"EventBusName":"none","StatementId":"x"}""", "ResourceNotFoundException: Event bus none does not exist.")]
    [InlineData("PutPermission", """{"EventBusName":"none","StatementId":"x","Action":"events:PutEvents","Principal":"*"}""", "ResourceNotFoundException: Event bus none does not exist.")]
    [InlineData("PutPermission", """{"StatementId":"x","Action":"events:Other","Principal":"*"}""", "ValidationException: Provided value in parameter 'action' is not supported.")]
    [InlineData("PutPermission", """{"Policy":"[]"}""", "ValidationException: Parameter Policy is not valid.")]
    [InlineData("PutPermission", """{"Action":"events:PutEvents","Principal":"*"}""", "ValidationException: 1 validation error detected: Value null at 'statementId' failed to satisfy constraint: Member must not be null")]
    public async Task What_is_wrong_with_a_permission_is_told(string action, string request, string error) =>
        Assert.Equal(error, await _buses.FailAsync(action, request));

    [Fact]
    public async Task A_statement_that_is_not_there_cannot_be_removed()
    {
        await _buses.AskAsync("PutPermission", """{"StatementId":"a","Action":"events:PutEvents","Principal":"*"}""");

        Assert.Equal(
            "ResourceNotFoundException: Statement with the provided id does not exist.",
            await _buses.FailAsync("RemovePermission", """{"StatementId":"b"}"""));
    }

    [Fact]
    public async Task Buses_and_rules_have_tags()
    {
        await _buses.AskAsync("CreateEventBus", """{"Name":"orders","Tags":[{"Key":"b","Value":"1"}]}""");
        await _buses.RuleAsync(bus: "orders");
        foreach (var arn in (string[])[$"{Prefix}event-bus/orders", $"{Prefix}rule/orders/all"])
        {
            await _buses.AskAsync("TagResource", $$"""
                {"ResourceARN":"{{arn}}","Tags":[{"Key":"b","Value":"2"},{"Key":"a","Value":"3"}]}
                """);
            Assert.Equal(
                """{"Tags":[{"Key":"a","Value":"3"},{"Key":"b","Value":"2"}]}""",
                await _buses.AskAsync("ListTagsForResource", $$"""{"ResourceARN":"{{arn}}"}"""));
            await _buses.AskAsync("UntagResource", $$"""{"ResourceARN":"{{arn}}","TagKeys":["a","b","c"]}""");
            Assert.Equal(
                """{"Tags":[]}""", await _buses.AskAsync("ListTagsForResource", $$"""{"ResourceARN":"{{arn}}"}"""));
        }
    }

    [Theory]
    [InlineData("arn:aws:events:us-east-1:000000000000:event-bus/none", "ResourceNotFoundException: Event bus none does not exist.")]
    [InlineData("arn:aws:events:us-east-1:000000000000:rule/none", "ResourceNotFoundException: Rule none does not exist on EventBus default.")]
    [InlineData("arn:aws:events:us-east-1:000000000000:rule/none/x", "ResourceNotFoundException: Event bus none does not exist.")]
    [InlineData("orders", "ValidationException: Parameter orders is not valid. Reason: Provided Arn is not in correct format.")]
    public async Task What_is_not_there_has_no_tags(string arn, string error) =>
        Assert.Equal(error, await _buses.FailAsync("ListTagsForResource", $$"""{"ResourceARN":"{{arn}}"}"""));

    [Theory]
    [InlineData("CreateArchive")]
    [InlineData("StartReplay")]
    [InlineData("CreateConnection")]
    [InlineData("CreateApiDestination")]
    public async Task What_the_broker_does_not_have_is_refused_by_name(string action) => Assert.Equal(
        $"OperationDisabledException: {action} is not available in the embedded broker.",
        await _buses.FailAsync(action, "{}"));

    private async Task<string?> PolicyAsync() =>
        (string?)JsonNode.Parse(await _buses.AskAsync("DescribeEventBus", "{}"))!["Policy"];

    private static IEnumerable<string> Names(JsonNode page) =>
        page["EventBuses"]!.AsArray().Select(bus => bus!["Name"]!.GetValue<string>());
}
