using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Messaging.Local.Tests;

/// <summary>C.4: functions of this process as targets, called as EventBridge invokes AWS Lambda.</summary>
public sealed class FunctionTargetTests : IDisposable
{
    private readonly BusFixture _buses = new();
    private readonly ConcurrentQueue<string> _calls = new();

    public void Dispose() => _buses.Dispose();

    [Fact]
    public async Task A_function_has_been_called_with_the_event_when_the_event_is_accepted()
    {
        await RouteAsync(_ => Task.CompletedTask);

        var id = await _buses.PutAsync("""{"a":1}""");

        var happened = JsonNode.Parse(Assert.Single(_calls))!;
        Assert.Equal(id, happened["id"]!.GetValue<string>());
        Assert.Equal(1, happened["detail"]!["a"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_version_or_an_alias_calls_the_function()
    {
        await RouteAsync(_ => Task.CompletedTask, suffix: ":live");

        await _buses.PutAsync();

        Assert.Single(_calls);
    }

    [Fact]
    public async Task PutEvents_does_not_wait_for_a_function()
    {
        var gate = new TaskCompletionSource();
        await RouteAsync(_ => gate.Task);

        await _buses.PutAsync();

        Assert.Single(_calls);
        Assert.Equal(1, _buses.Broker.RegionOf("us-east-1").Deliveries.UnderWay);
        gate.SetResult();
    }

    [Fact]
    public async Task A_function_may_use_the_broker()
    {
        await _buses.QueueAsync("out");
        await RouteAsync(_ => _buses.Sqs.SendAsync("out", "from the function"));

        await _buses.PutAsync();

        Assert.Equal(["from the function"], _buses.Bodies("out"));
    }

    [Fact]
    public async Task A_function_that_puts_events_for_itself_does_not_exhaust_the_stack()
    {
        await RouteAsync(_ => _calls.Count < 2_000 ? _buses.PutAsync() : Task.CompletedTask);

        await _buses.PutAsync();

        Assert.Equal(2_000, _calls.Count);
    }

    [Fact]
    public async Task A_function_that_throws_is_called_twice_more_after_one_and_two_minutes_and_the_event_is_dropped()
    {
        await _buses.QueueAsync("letters");
        await RouteAsync(
            _ => throw new InvalidOperationException("no"),
            $$$"""{"DeadLetterConfig":{"Arn":"{{{BrokerFixture.Arn("letters")}}}"}}""");

        await _buses.PutAsync();
        _buses.Advance(59);
        Assert.Single(_calls);
        _buses.Advance(1);
        Assert.Equal(2, _calls.Count);
        _buses.Advance(119);
        Assert.Equal(2, _calls.Count);
        _buses.Advance(1);
        Assert.Equal(3, _calls.Count);
        _buses.Advance(86_400);

        Assert.Equal(3, _calls.Count);
        Assert.Single(_calls.Distinct());
        Assert.Empty(_buses.Bodies("letters"));
        Assert.Equal(1, Assert.Single(_buses.Broker.FindEventBus("default")!.Rules).FailedDeliveries);
    }

    [Fact]
    public async Task A_function_that_fails_once_is_done_with_the_second_call()
    {
        await RouteAsync(_ => _calls.Count == 1 ? Task.FromException(new InvalidOperationException("no")) : Task.CompletedTask);

        await _buses.PutAsync();
        _buses.Advance(600);

        Assert.Equal(2, _calls.Count);
        Assert.Equal(0, Assert.Single(_buses.Broker.FindEventBus("default")!.Rules).FailedDeliveries);
    }

    [Fact]
    public async Task A_function_that_is_not_there_is_a_matter_of_the_dead_letter_queue()
    {
        await _buses.QueueAsync("letters");
        await _buses.RuleAsync();
        await _buses.TargetAsync(
            "arn:aws:lambda:us-east-1:000000000000:function:gone",
            $$$"""{"DeadLetterConfig":{"Arn":"{{{BrokerFixture.Arn("letters")}}}"}}""");

        await _buses.PutAsync();

        Assert.Equal("NO_RESOURCE", Assert.Single(_buses.Broker.Peek("letters")).Attributes["ERROR_CODE"]);
    }

    [Fact]
    public async Task What_the_broker_fails_before_the_function_is_tried_by_the_policy_of_the_target()
    {
        await RouteAsync(_ => Task.CompletedTask);
        var failures = 0;
        _buses.Broker.RegionOf("us-east-1").Deliveries.Fails = _ => failures++ < 2;

        await _buses.PutAsync();
        Assert.Empty(_calls);
        _buses.Advance(1);
        _buses.Advance(2);

        Assert.Single(_calls);
    }

    private async Task RouteAsync(Func<string, Task> function, string members = "{}", string suffix = "")
    {
        var arn = _buses.Broker.Functions.Add("handler", async (json, _) =>
        {
            _calls.Enqueue(json);
            await function(json).ConfigureAwait(false);
            return null;
        });
        await _buses.RuleAsync();
        await _buses.TargetAsync(arn + suffix, members);
    }
}
