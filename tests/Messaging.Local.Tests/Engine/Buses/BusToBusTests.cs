using System.Text.Json.Nodes;

namespace Messaging.Local.Tests;

/// <summary>C.3 and C.4: buses as targets, of the same region and of another one.</summary>
public sealed class BusToBusTests : IDisposable
{
    private readonly BusFixture _buses = new();

    public void Dispose() => _buses.Dispose();

    [Fact]
    public async Task An_event_keeps_its_id_account_time_and_region_on_another_bus()
    {
        await _buses.AskAsync("CreateEventBus", """{"Name":"orders"}""");
        await _buses.QueueAsync("out");
        await _buses.RuleAsync();
        await _buses.TargetAsync(Arn("orders"));
        await _buses.RuleAsync("out", bus: "orders");
        await _buses.TargetAsync(BrokerFixture.Arn("out"), rule: "out", bus: "orders");

        var id = await _buses.PutAsync("""{"a":1}""");

        Assert.Equal(
            [$$$"""{"version":"0","id":"{{{id}}}","detail-type":"order","source":"shop","account":"000000000000","time":"2026-01-01T00:00:00Z","region":"us-east-1","resources":[],"detail":{"a":1}}"""],
            _buses.Bodies("out"));
        Assert.Equal(1, _buses.Received("orders"));
    }

    [Fact]
    public async Task A_bus_of_another_region_has_the_event_when_it_is_accepted()
    {
        await _buses.QueueAsync("out");
        await _buses.AskAsync("PutRule", """{"Name":"home","EventPattern":"{\"source\":[\"shop\"]}"}""", "eu-west-1");
        await _buses.AskAsync(
            "PutTargets",
            BusFixture.TargetRequest(Arn("default"), rule: "home"),
            "eu-west-1");
        await _buses.RuleAsync();
        await _buses.TargetAsync(BrokerFixture.Arn("out"));

        var id = await _buses.PutAsync(region: "eu-west-1");

        var happened = JsonNode.Parse(Assert.Single(_buses.Bodies("out")))!;
        Assert.Equal(id, happened["id"]!.GetValue<string>());
        Assert.Equal("eu-west-1", happened["region"]!.GetValue<string>());
    }

    [Fact]
    public async Task Two_regions_that_send_to_each_other_at_the_same_time_do_not_block_each_other()
    {
        foreach (var (here, there) in ((string, string)[])[("us-east-1", "eu-west-1"), ("eu-west-1", "us-east-1")])
        {
            await _buses.AskAsync("PutRule", """{"Name":"all","EventPattern":"{\"source\":[\"shop\"]}"}""", here);
            await _buses.AskAsync("PutTargets", BusFixture.TargetRequest(Arn("default", there)), here);
        }

        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Task.Run(
            () => _buses.PutAsync(region: number % 2 == 0 ? "us-east-1" : "eu-west-1"))));

        Assert.Equal(200, _buses.Received("default"));
        Assert.Equal(200, _buses.Received("default", "eu-west-1"));
    }

    [Fact]
    public async Task An_event_is_not_sent_to_a_third_bus()
    {
        await _buses.QueueAsync("letters");
        foreach (var name in (string[])["second", "third"])
        {
            await _buses.AskAsync("CreateEventBus", $$"""{"Name":"{{name}}"}""");
        }

        await _buses.RuleAsync();
        await _buses.TargetAsync(Arn("second"));
        await _buses.RuleAsync("on", bus: "second");
        await _buses.TargetAsync(
            Arn("third"), $$$"""{"DeadLetterConfig":{"Arn":"{{{BrokerFixture.Arn("letters")}}}"}}""", "on", "second");

        await _buses.PutAsync();

        Assert.Equal(1, _buses.Received("second"));
        Assert.Equal(0, _buses.Received("third"));
        Assert.Equal("THIRD_ACCOUNT_HOP_DETECTED", Assert.Single(_buses.Broker.Peek("letters")).Attributes["ERROR_CODE"]);
    }

    [Fact]
    public async Task A_bus_that_sends_to_itself_does_so_once()
    {
        await _buses.RuleAsync();
        await _buses.TargetAsync(Arn("default"));

        await _buses.PutAsync();

        Assert.Equal(2, _buses.Received("default"));
    }

    [Theory]
    [InlineData("us-east-1")]
    [InlineData("eu-west-1")]
    public async Task A_bus_that_is_not_there_gets_nothing(string region)
    {
        await _buses.QueueAsync("letters");
        await _buses.RuleAsync();
        await _buses.TargetAsync(
            Arn("gone", region), $$$"""{"DeadLetterConfig":{"Arn":"{{{BrokerFixture.Arn("letters")}}}"}}""");

        await _buses.PutAsync();

        Assert.Equal("NO_RESOURCE", Assert.Single(_buses.Broker.Peek("letters")).Attributes["ERROR_CODE"]);
    }

    [Fact]
    public async Task Clearing_the_buses_leaves_an_empty_default_bus()
    {
        await _buses.AskAsync("CreateEventBus", """{"Name":"orders"}""");
        await _buses.RuleAsync();
        await _buses.PutAsync();

        _buses.Broker.RegionOf("us-east-1").Buses.Clear();

        var bus = Assert.Single(_buses.Broker.ListEventBuses());
        Assert.Equal(("default", 0, 0), (bus.Name, bus.Rules.Count, bus.MatchedEvents));
        Assert.Empty(_buses.Broker.PeekUnmatchedEvents());
    }

    private static string Arn(string bus, string region = "us-east-1") =>
        $"arn:aws:events:{region}:000000000000:event-bus/{bus}";
}
