using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Messaging.Local.Tests;

/// <summary>C.2 and C.3: what PutEvents accepts, and what of it arrives.</summary>
public sealed class PutEventsTests : IDisposable
{
    private readonly BusFixture _buses = new();

    public void Dispose() => _buses.Dispose();

    [Fact]
    public async Task An_answer_is_JSON_1_1_with_one_id_per_event_in_the_order_of_the_request()
    {
        await _buses.RouteAsync("out");
        var entries = new JsonArray(
            Entry(detail: """{"n":1}"""), Entry(source: null), Entry(detail: """{"n":2}"""), Entry(detail: "[]"));

        using var answer = JsonDocument.Parse(
            await _buses.AskAsync("PutEvents", BusFixture.Json(("Entries", entries))));

        Assert.Equal(2, answer.RootElement.GetProperty("FailedEntryCount").GetInt32());
        var results = answer.RootElement.GetProperty("Entries").EnumerateArray().ToArray();
        var ids = _buses.Bodies("out").Select(body => JsonNode.Parse(body)!["id"]!.GetValue<string>()).ToArray();
        Assert.Equal([ids[0], null, ids[1], null], results.Select(result => Member(result, "EventId")));
        Assert.Equal([null, "InvalidArgument", null, "MalformedDetail"], results.Select(result => Member(result, "ErrorCode")));
    }

    [Theory]
    [InlineData("""{"DetailType":"order","Detail":"{}"}""", "InvalidArgument", "Parameter Source is not valid. Reason: Source is a required argument.")]
    [InlineData("""{"Source":"","DetailType":"order","Detail":"{}"}""", "InvalidArgument", "Parameter Source is not valid. Reason: Source is a required argument.")]
    [InlineData("""{"Source":"shop","Detail":"{}"}""", "InvalidArgument", "Parameter DetailType is not valid. Reason: DetailType is a required argument.")]
    [InlineData("""{"Source":"shop","DetailType":"","Detail":"{}"}""", "InvalidArgument", "Parameter DetailType is not valid. Reason: DetailType is a required argument.")]
    [InlineData("""{"Source":"shop","DetailType":"order"}""", "InvalidArgument", "Parameter Detail is not valid. Reason: Detail is a required argument.")]
    [InlineData("""{"Source":"shop","DetailType":"order","Detail":""}""", "InvalidArgument", "Parameter Detail is not valid. Reason: Detail is a required argument.")]
    [InlineData("""{"Source":"shop","DetailType":"order","Detail":"\"text\""}""", "MalformedDetail", "Detail is malformed.")]
    [InlineData("""{"Source":"shop","DetailType":"order","Detail":"[1]"}""", "MalformedDetail", "Detail is malformed.")]
    [InlineData("""{"Source":"shop","DetailType":"order","Detail":"{\"a\":"}""", "MalformedDetail", "Detail is malformed.")]
    [InlineData("""{"Source":"shop","DetailType":"order","Detail":"\"{\\\"a\\\":1}\""}""", "MalformedDetail", "Detail is malformed.")]
    [InlineData("""{"Source":"shop","DetailType":"order","Detail":"{\"a\":9223372036854775808}"}""", "MalformedDetail", "Detail is malformed.")]
    [InlineData("""{"Source":"aws.shop","DetailType":"order","Detail":"{}"}""", "NotAuthorizedForSourceException", "Not authorized for the source.")]
    public async Task What_is_wrong_with_an_entry_fails_that_entry(string entry, string code, string message)
    {
        var body = await _buses.AskAsync("PutEvents", $$"""{"Entries":[{{entry}}]}""");

        Assert.Equal(
            $$"""{"FailedEntryCount":1,"Entries":[{"ErrorCode":"{{code}}","ErrorMessage":"{{message}}"}]}""", body);
        Assert.Equal(0, _buses.Received("default"));
    }

    [Theory]
    [InlineData(128, 0)]
    [InlineData(129, 1)]
    public async Task A_detail_type_has_128_characters_at_most(int length, int failed)
    {
        var body = await _buses.AskAsync(
            "PutEvents", BusFixture.Json(("Entries", new JsonArray(Entry(type: new string('t', length))))));

        Assert.StartsWith($$"""{"FailedEntryCount":{{failed}},""", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000, 0)]
    [InlineData(1_001, 1)]
    public async Task A_detail_is_a_thousand_levels_deep_at_most(int levels, int failed)
    {
        await _buses.RouteAsync("out");
        var detail = $$"""{"a":{{new string('[', levels - 1)}}{{new string(']', levels - 1)}}}""";

        var body = await _buses.AskAsync("PutEvents", BusFixture.Json(("Entries", new JsonArray(Entry(detail: detail)))));

        Assert.StartsWith($$"""{"FailedEntryCount":{{failed}},""", body, StringComparison.Ordinal);
        Assert.Equal(1 - failed, _buses.Bodies("out").Length);
    }

    [Fact]
    public async Task H32_more_than_ten_entries_fail_the_request_and_are_told_again()
    {
        var entries = new JsonArray([.. Enumerable.Range(0, 11).Select(_ => Entry())]);
        const string Shown = "PutEventsRequestEntry(time=null, source=shop, resources=null, detailType=order, detail={}, " +
            "eventBusName=null, traceHeader=null, kmsKeyIdentifier=null, internalMetadata=null)";

        Assert.Equal(
            "ValidationException: 1 validation error detected: Value " +
            $"'[{string.Join(", ", Enumerable.Repeat(Shown, 11))}]' " +
            "at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10",
            await _buses.FailAsync("PutEvents", BusFixture.Json(("Entries", entries))));
    }

    [Fact]
    public async Task No_entries_fail_the_request()
    {
        Assert.Equal(
            "ValidationException: 1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: " +
            "Member must have length greater than or equal to 1",
            await _buses.FailAsync("PutEvents", """{"Entries":[]}"""));
        Assert.Equal(
            "ValidationException: 1 validation error detected: Value null at 'entries' failed to satisfy constraint: " +
            "Member must not be null",
            await _buses.FailAsync("PutEvents", "{}"));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task All_entries_together_have_a_mebibyte_at_most(int extra, bool isAccepted)
    {
        // Bytes count, not characters: é has two. A time counts as fourteen.
        var first = Entry(detail: "{}", source: "é", type: "t", time: 1_767_225_600.5, resources: ["é", "r"]);
        const int FirstSize = 14 + 2 + 1 + 2 + 2 + 1;
        const int SecondSize = 4 + 5 + 8;
        var detail = $$"""{"a":"{{new string('x', 1_048_576 - FirstSize - SecondSize + extra)}}"}""";

        var (status, body) = await _buses.PostAsync(
            "PutEvents", BusFixture.Json(("Entries", new JsonArray(first, Entry(detail: detail)))));

        Assert.Equal(isAccepted ? HttpStatusCode.OK : HttpStatusCode.BadRequest, status);
        if (!isAccepted)
        {
            Assert.Equal(
                """{"__type":"ValidationException","message":"Total size of the entries in the request is over the limit."}""",
                body);
        }
    }

    [Fact]
    public async Task An_event_for_a_bus_that_does_not_exist_is_accepted_and_dropped()
    {
        await _buses.RouteAsync("out");

        var id = await _buses.PutAsync(bus: "nowhere");

        Assert.True(Guid.TryParse(id, out _));
        Assert.Empty(_buses.Bodies("out"));
        Assert.Equal(id, Assert.Single(_buses.Broker.PeekUnmatchedEvents("nowhere")).EventId);
        Assert.Empty(_buses.Broker.PeekUnmatchedEvents());
        Assert.Null(_buses.Broker.FindEventBus("nowhere"));
    }

    [Fact]
    public async Task H33_an_event_has_its_members_in_the_order_of_AWS_and_its_detail_as_it_was_given()
    {
        await _buses.RouteAsync("out");

        await _buses.AskAsync("PutEvents", BusFixture.Json(("Entries", new JsonArray(Entry(
            detail: " { \"b\" : 1.50 , \"a\" : [ 1e3, \"x y\", null ] , \"é\": {} } ",
            time: 1_769_862_896.987,
            resources: ["arn:aws:s3:::a", "b\"c"])))));

        var body = Assert.Single(_buses.Bodies("out"));
        var id = JsonNode.Parse(body)!["id"]!.GetValue<string>();
        var expected = """
            {"version":"0","id":"ID","detail-type":"order","source":"shop","account":"000000000000",
            "time":"2026-01-31T12:34:56Z","region":"us-east-1","resources":["arn:aws:s3:::a","b\"c"],
            "detail":{"b":1.50,"a":[1e3,"x y",null],"é":{}}}
            """;
        Assert.Equal(expected.Replace("\n", string.Empty, StringComparison.Ordinal).Replace("ID", id, StringComparison.Ordinal), body);
    }

    [Fact]
    public async Task Without_a_time_an_event_has_that_of_its_arrival_and_without_resources_none()
    {
        await _buses.RouteAsync("out");
        _buses.Advance(61.9);

        await _buses.PutAsync();

        var happened = JsonNode.Parse(Assert.Single(_buses.Bodies("out")))!;
        Assert.Equal("2026-01-01T00:01:01Z", happened["time"]!.GetValue<string>());
        Assert.Empty(happened["resources"]!.AsArray());
    }

    [Fact]
    public async Task A_bus_may_be_named_by_its_ARN()
    {
        await _buses.AskAsync("CreateEventBus", """{"Name":"orders"}""");

        await _buses.PutAsync(bus: "arn:aws:events:us-east-1:000000000000:event-bus/orders");

        Assert.Equal(1, _buses.Received("orders"));
    }

    [Fact]
    public async Task Global_endpoints_are_refused() => Assert.StartsWith(
        "OperationDisabledException: EndpointId is not available",
        await _buses.FailAsync("PutEvents", """{"EndpointId":"abc.def","Entries":[]}"""),
        StringComparison.Ordinal);

    [Fact]
    public async Task Entries_fail_by_chance_when_the_broker_is_told_so()
    {
        await _buses.RouteAsync("out");
        _buses.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.FailEntry, Action = "PutEvents" });

        var body = await _buses.AskAsync("PutEvents", BusFixture.Json(("Entries", new JsonArray(Entry()))));

        Assert.StartsWith("""{"FailedEntryCount":1,"Entries":[{"ErrorCode":"InternalFailure",""", body, StringComparison.Ordinal);
        Assert.Empty(_buses.Bodies("out"));
    }

    [Fact]
    public async Task H32_a_detail_with_half_a_surrogate_pair_is_malformed()
    {
        var answer = await _buses.AskAsync(
            "PutEvents", BusFixture.Json(("Entries", new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject
            {
                ["Source"] = "shop",
                ["DetailType"] = "order",
                ["Detail"] = """{"a":"\ud800"}""",
            }))));

        Assert.Contains("\"ErrorCode\":\"MalformedDetail\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_and_entries_are_counted()
    {
        await _buses.AskAsync("PutEvents", BusFixture.Json(("Entries", new JsonArray(Entry(), Entry()))));

        Assert.Equal(1, _buses.Broker.Requests.Count("PutEvents"));
        Assert.Equal(2, _buses.Broker.Requests.Messages("PutEvents"));
    }

    private static string? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static JsonObject Entry(
        string detail = "{}", string? source = "shop", string type = "order", double? time = null, string[]? resources = null)
    {
        var entry = new JsonObject { ["DetailType"] = type, ["Detail"] = detail };
        if (source is not null)
        {
            entry["Source"] = source;
        }

        if (time is not null)
        {
            entry["Time"] = time;
        }

        if (resources is not null)
        {
            entry["Resources"] = new JsonArray([.. resources.Select(resource => (JsonNode)resource)]);
        }

        return entry;
    }
}
