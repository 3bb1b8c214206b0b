using System.Globalization;
using CsCheck;

namespace Messaging.Local.Tests;

/// <summary>C.8: how often and how long a target is tried.</summary>
public sealed class TargetRetryTests : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private readonly BusFixture _buses = new();
    private readonly List<DateTimeOffset> _attempts = [];

    public void Dispose() => _buses.Dispose();

    [Fact]
    public async Task A_target_is_tried_again_until_it_succeeds()
    {
        await _buses.RouteAsync("out");
        Fail(times: 3);

        await _buses.PutAsync();
        Assert.Empty(_buses.Bodies("out"));
        AdvanceTo(TimeSpan.FromSeconds(7));

        Assert.Equal(4, _attempts.Count);
        Assert.Single(_buses.Bodies("out"));
        Assert.Equal(0, Rule().FailedDeliveries);
    }

    [Fact]
    public async Task Pauses_double_with_chance_in_them_up_to_ten_minutes()
    {
        await _buses.RouteAsync("out");
        Fail();

        await _buses.PutAsync();
        AdvanceTo(TimeSpan.FromHours(3));

        Assert.All(_attempts.Zip(_attempts.Skip(1)).Index(), pair =>
        {
            var whole = Math.Min(600, Math.Pow(2, pair.Index));
            var pause = (pair.Item.Second - pair.Item.First).TotalSeconds;
            Assert.InRange(pause, whole / 2, whole + 1);
        });
        Assert.True(_attempts.Count > 20);
    }

    [Fact]
    public async Task H37_by_default_it_ends_after_24_hours_or_185_attempts_more()
    {
        await LettersAsync("{}");

        await _buses.PutAsync();
        AdvanceTo(Day);

        var letter = Assert.Single(_buses.Broker.Peek("letters")).Attributes;
        Assert.Equal("INTERNAL_ERROR", letter["ERROR_CODE"]);
        Assert.Contains(letter["EXHAUSTED_RETRY_CONDITION"], (string[])["MaximumRetryAttempts", "MaximumEventAgeInSeconds"]);
        Assert.Equal(
            (_attempts.Count - 1).ToString(CultureInfo.InvariantCulture), letter["RETRY_ATTEMPTS"]);
        Assert.InRange(_attempts.Count, 140, 186);
        Assert.Equal(0, _buses.Broker.RegionOf("us-east-1").Deliveries.UnderWay);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task H37_it_ends_after_the_attempts_that_the_target_allows_and_the_letter_says_so(int retries)
    {
        await LettersAsync($$"""{"MaximumRetryAttempts":{{retries}}}""");

        var id = await _buses.PutAsync("""{"a":1}""");
        AdvanceTo(Day);

        Assert.Equal(1 + retries, _attempts.Count);
        var letter = Assert.Single(_buses.Broker.Peek("letters"));
        Assert.Contains($"\"id\":\"{id}\"", letter.Body, StringComparison.Ordinal);
        Assert.Equal("MaximumRetryAttempts", letter.Attributes["EXHAUSTED_RETRY_CONDITION"]);
        Assert.Equal(retries.ToString(CultureInfo.InvariantCulture), letter.Attributes["RETRY_ATTEMPTS"]);
        Assert.Equal("arn:aws:events:us-east-1:000000000000:rule/all", letter.Attributes["RULE_ARN"]);
        Assert.Equal(BrokerFixture.Arn("out"), letter.Attributes["TARGET_ARN"]);
        Assert.Equal(1, Rule().FailedDeliveries);
    }

    [Fact]
    public async Task H37_it_ends_at_the_age_that_the_target_allows_with_a_last_attempt()
    {
        await LettersAsync("""{"MaximumEventAgeInSeconds":60}""");

        await _buses.PutAsync();
        AdvanceTo(TimeSpan.FromSeconds(59));
        Assert.Empty(_buses.Broker.Peek("letters"));
        AdvanceTo(TimeSpan.FromSeconds(60));

        Assert.Equal(_buses.Sqs.Time.GetUtcNow(), _attempts[^1]);
        Assert.Equal(
            "MaximumEventAgeInSeconds",
            Assert.Single(_buses.Broker.Peek("letters")).Attributes["EXHAUSTED_RETRY_CONDITION"]);
    }

    [Fact]
    public async Task Without_a_dead_letter_queue_the_event_is_dropped()
    {
        await _buses.RouteAsync("out", """{"RetryPolicy":{"MaximumRetryAttempts":1}}""");
        Fail();

        await _buses.PutAsync();
        AdvanceTo(Day);

        Assert.Equal(2, _attempts.Count);
        Assert.Empty(_buses.Bodies("out"));
        Assert.Equal(1, Rule().FailedDeliveries);
    }

    [Fact]
    public async Task An_event_that_waits_holds_up_no_other()
    {
        await _buses.RouteAsync("out", """{"InputPath":"$.detail"}""");
        Fail(times: 1);

        await _buses.PutAsync("""{"n":1}""");
        await _buses.PutAsync("""{"n":2}""");
        AdvanceTo(TimeSpan.FromSeconds(1));

        Assert.Equal(["""{"n":2}""", """{"n":1}"""], _buses.Bodies("out"));
    }

    [Fact]
    public async Task A_target_that_is_removed_still_gets_what_is_on_its_way()
    {
        await _buses.RouteAsync("out");
        Fail(times: 1);

        await _buses.PutAsync();
        await _buses.AskAsync("RemoveTargets", """{"Rule":"all","Ids":["1"]}""");
        await _buses.AskAsync("DeleteRule", """{"Name":"all"}""");
        AdvanceTo(TimeSpan.FromSeconds(1));

        Assert.Single(_buses.Bodies("out"));
    }

    [Fact]
    public void Pauses_stay_within_their_bounds_for_every_attempt_and_seed() =>
        Gen.Select(Gen.Int, Gen.Int[1, 1_000]).Sample((seed, attempts) =>
        {
            var pause = new RetryBackoff(new Random(seed)).Next(attempts);
            var whole = Math.Min(600, Math.Pow(2, Math.Min(attempts - 1, 10)));
            return pause.TotalSeconds >= whole / 2 && pause.TotalSeconds <= whole;
        });

    private async Task LettersAsync(string policy)
    {
        await _buses.QueueAsync("letters");
        await _buses.RouteAsync("out", $$$"""
            {"DeadLetterConfig":{"Arn":"{{{BrokerFixture.Arn("letters")}}}"},"RetryPolicy":{{{policy}}}}
            """);
        Fail();
    }

    private void Fail(int times = int.MaxValue) => _buses.Broker.RegionOf("us-east-1").Deliveries.Fails = _ =>
    {
        _attempts.Add(_buses.Sqs.Time.GetUtcNow());
        return _attempts.Count <= times;
    };

    /// <summary>Moves the clock to that long after the first attempt, in steps, so that each timer rings at its time.</summary>
    private void AdvanceTo(TimeSpan age)
    {
        var end = _attempts[0] + age;
        while (_buses.Sqs.Time.GetUtcNow() < end)
        {
            var left = end - _buses.Sqs.Time.GetUtcNow();
            var step = TimeSpan.FromSeconds(0.5);
            _buses.Sqs.Time.Advance(left < step ? left : step);
        }
    }

    private LocalRuleInfo Rule() => Assert.Single(_buses.Broker.FindEventBus("default")!.Rules);
}
